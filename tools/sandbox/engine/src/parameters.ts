/**
 * The values of a template's parameters: given, previous or default ones, validated as in CloudFormation.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
import { TemplateError, type ParameterDefinition } from './template';

/** The bootstrap version in the Parameter Store: the newest that CDK requires. */
const BOOTSTRAP_VERSION = '999';

const BOOTSTRAP_PARAMETER = /^\/cdk-bootstrap\/[^/]+\/version$/;

/** A parameter whose value is the name of an SSM parameter, with the type of the stored value. */
const SSM_TYPE = /^AWS::SSM::Parameter::Value<(.+)>$/;

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
      const value = own(given, name) ?? own(previous, name) ?? definition.Default?.toString();
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
  const storedType = SSM_TYPE.exec(definition.Type)?.[1];
  if (storedType === undefined) return isListType(definition.Type) ? splitList(value) : value;
  const stored = ssmParameter(value, `Parameters.${name}`);
  return isListType(storedType) ? splitList(stored) : stored;
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

function isListType(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

function assertAllowed(name: string, definition: ParameterDefinition, value: string): void {
  const items = isListType(definition.Type) ? splitList(value) : [value];
  const problem = items.map((item) => problemOf(definition, item)).find((found) => found !== '');
  if (!problem) return;
  const { ConstraintDescription: description } = definition;
  throw new TemplateError(
    `Parameters.${name} failed to satisfy constraint: ${description ?? problem}`,
  );
}

function problemOf(definition: ParameterDefinition, value: string): string {
  const { Type, AllowedValues, AllowedPattern } = definition;
  const {
    MinLength = 0,
    MaxLength = Infinity,
    MinValue = -Infinity,
    MaxValue = Infinity,
  } = definition;
  const number = Number(value);
  const isNumber = Type === 'Number' || Type === 'List<Number>';
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
      value.length < Number(MinLength),
      `must have at least ${MinLength} characters, got '${value}'`,
    ],
    [value.length > Number(MaxLength), `must have at most ${MaxLength} characters, got '${value}'`],
    [number < Number(MinValue), `must be at least ${MinValue}, got ${value}`],
    [number > Number(MaxValue), `must be at most ${MaxValue}, got ${value}`],
  ];
  return problems.find(([broken]) => broken)?.[1] ?? '';
}

function splitList(value: string): readonly string[] {
  return value === '' ? [] : value.split(',').map((item) => item.trim());
}

function own(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
