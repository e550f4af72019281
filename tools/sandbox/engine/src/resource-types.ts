/** The registry of resource types. */
import { isCertain } from './known-values';
import type { PropertySchema } from './property-schema';
import { recorded } from './recorded';
import type { AccountIdentity, ResourceType } from './resource-type';
import { schemaViolations } from './schema-violations';

export interface ResourceTypes<Account extends AccountIdentity = never> {
  /** The names of all emulated types, without custom resources. */
  readonly names: readonly string[];
  /** Returns whether a type is emulated; resources of other types only have a name and an ARN. */
  isEmulated(type: string): boolean;
  /** Returns the type with a name. Resources of a type that is not emulated only have a name and an ARN. */
  typeOf(type: string): ResourceType<Account>;
  /**
   * Returns the problems of a resource's properties: CloudFormation's messages for violations of the schema, or else
   * the unsupported properties.
   *
   * @param properties may contain intrinsic functions, whose values are ignored.
   */
  problems(resource: TypedProperties): readonly string[];
  /** Returns the problems that the type's own schema does not report. */
  undeclared(resource: TypedProperties): readonly string[];
}

export interface TypedProperties {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: unknown;
}

export interface ResourceTypesProps<Account extends AccountIdentity> {
  /** By name, such as `AWS::Lambda::Function`. */
  readonly types: Readonly<Record<string, ResourceType<Account>>>;
  /** The reasons why some other types are rejected, by type name. @default none */
  readonly refused?: Readonly<Record<string, string>>;
  /** CloudFormation's schemas of these types. @default no validation against schemas */
  readonly schemas?: Readonly<Record<string, PropertySchema>>;
  /** The type of every `Custom::…` and `AWS::CloudFormation::CustomResource`. */
  readonly customResource: ResourceType<Account>;
}

/** The prefix of CloudFormation's messages. */
const VALIDATION_FAILED = 'Properties validation failed for resource';

export function resourceTypes<Account extends AccountIdentity>({
  types,
  refused = {},
  schemas = {},
  customResource,
}: ResourceTypesProps<Account>): ResourceTypes<Account> {
  const typeOf = (type: string) => {
    if (isCustom(type)) return customResource;
    return (Object.hasOwn(types, type) ? types[type] : undefined) ?? recorded;
  };
  const undeclared = ({ logicalId, type, properties }: TypedProperties) => {
    const refusal = Object.hasOwn(refused, type) ? refused[type] : undefined;
    if (refusal !== undefined) return [refusal];
    const schema = Object.hasOwn(schemas, type) ? schemas[type] : undefined;
    const violations = schema ? schemaViolations(schema, properties) : [];
    if (violations.length > 0) {
      return [`${VALIDATION_FAILED} ${logicalId} with message: ${violations.join(' ')}`];
    }
    return typeOf(type)
      .declarations.problems(properties)
      .map(({ text }) => text);
  };
  return {
    names: Object.keys(types),
    isEmulated: (type) => isCustom(type) || Object.hasOwn(types, type),
    typeOf,
    undeclared,
    problems(resource) {
      const { type, properties } = resource;
      const found = undeclared(resource);
      if (found.some((line) => line.startsWith(VALIDATION_FAILED))) return found;
      const further = typeOf(type)
        .problems(properties)
        .filter(({ path }) => isCertain(properties, path));
      return [...found, ...further.map(({ text }) => text)];
    },
  };
}

function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}
