/**
 * The values of a template's parameters: given, previous or default ones, validated as in CloudFormation.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
import { TemplateError, type ParameterDefinition } from './template';

/** The bootstrap version in the Parameter Store: the newest that CDK requires. */
const BOOTSTRAP_VERSION = '999';

const BOOTSTRAP_PARAMETER = /^\/cdk-bootstrap\/[^/]+\/version$/;

/**
 * Returns the value of every parameter as a string.
 *
 * @param given the values of the deployment.
 * @param previous the values of the last deployment.
 * @throws {TemplateError} for a parameter without a value, or with one that it does not allow.
 */
export function parameterValues(
  definitions: Readonly<Record<string, ParameterDefinition>>,
  given: Readonly<Record<string, string>> = {},
  previous: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(definitions, name));
  if (unknown.length > 0) {
    throw new TemplateError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  }
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => {
      const value = own(given, name) ?? own(previous, name) ?? text(definition.Default);
      if (value === undefined) throw new TemplateError(`Parameters.${name} must have a value`);
      assertAllowed(name, definition, value);
      return [name, value];
    }),
  );
}

/** Returns the value of `Ref` for a parameter: a list for a list type, the stored value for an SSM type. */
export function parameterReference(
  name: string,
  definition: ParameterDefinition,
  value: string,
): unknown {
  const isList = /^(CommaDelimitedList$|List<)/.test(valueType(definition));
  const found = definition.Type.startsWith('AWS::SSM::Parameter::Value')
    ? ssmParameter(value, `Parameters.${name}`)
    : value;
  return isList ? splitList(found) : found;
}

/**
 * Returns a value of the Parameter Store, which contains only the CDK bootstrap version here.
 *
 * @throws {TemplateError} for any other name.
 */
export function ssmParameter(name: string, path: string): string {
  if (BOOTSTRAP_PARAMETER.test(name)) return BOOTSTRAP_VERSION;
  throw new TemplateError(`${path}: the sandbox has no SSM parameter ${name}`);
}

/** `AWS::SSM::Parameter::Value<List<String>>` is of `List<String>`. */
function valueType({ Type }: ParameterDefinition): string {
  return /^AWS::SSM::Parameter::Value<(.+)>$/.exec(Type)?.[1] ?? Type;
}

function assertAllowed(name: string, definition: ParameterDefinition, value: string): void {
  const items = /^(CommaDelimitedList$|List<)/.test(definition.Type) ? splitList(value) : [value];
  const problem = items.map((item) => problemOf(definition, item)).find((found) => found !== '');
  if (!problem) return;
  const { ConstraintDescription: description } = definition;
  throw new TemplateError(
    `Parameters.${name} failed to satisfy constraint: ${description ?? problem}`,
  );
}

function problemOf(definition: ParameterDefinition, value: string): string {
  const { AllowedValues, AllowedPattern } = definition;
  const [MinLength, MaxLength, MinValue, MaxValue] = [
    definition.MinLength,
    definition.MaxLength,
    definition.MinValue,
    definition.MaxValue,
  ].map((limit) => (limit === undefined ? undefined : Number(limit)));
  const number = Number(value);
  const isNumber = /(^|<)Number(>|$)/.test(definition.Type);
  const problems: readonly (readonly [broken: boolean, says: string])[] = [
    [isNumber && (value.trim() === '' || Number.isNaN(number)), `must be a number, got '${value}'`],
    [
      AllowedValues !== undefined && !AllowedValues.map(String).includes(value),
      `must be one of [${AllowedValues?.join(', ')}], got '${value}'`,
    ],
    [
      AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(value),
      `must match pattern ${AllowedPattern}, got '${value}'`,
    ],
    [
      MinLength !== undefined && value.length < MinLength,
      `must have at least ${MinLength} characters, got '${value}'`,
    ],
    [
      MaxLength !== undefined && value.length > MaxLength,
      `must have at most ${MaxLength} characters, got '${value}'`,
    ],
    [MinValue !== undefined && number < MinValue, `must be at least ${MinValue}, got ${value}`],
    [MaxValue !== undefined && number > MaxValue, `must be at most ${MaxValue}, got ${value}`],
  ];
  return problems.find(([broken]) => broken)?.[1] ?? '';
}

function splitList(value: string): readonly string[] {
  return value === '' ? [] : value.split(',').map((item) => item.trim());
}

function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function own(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
