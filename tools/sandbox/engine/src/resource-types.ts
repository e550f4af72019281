/** The resource types that an engine knows, by their names in templates. */
import { isCertain } from './known-values';
import type { PropertySchema } from './property-schema';
import { recorded } from './recorded';
import type { AccountIdentity, ResourceType } from './resource-type';
import { schemaViolations } from './schema-violations';

export interface ResourceTypes<Account extends AccountIdentity = never> {
  /** The names of all types that do something here, without those of custom resources. */
  readonly names: readonly string[];
  /** Returns whether resources of a type do something here; others only have a name that may be referred to. */
  isEmulated(type: string): boolean;
  /** Returns the type of that name; one that is not emulated gives its resources a name and an ARN. */
  typeOf(type: string): ResourceType<Account>;
  /**
   * Returns why a resource can't have its properties: in CloudFormation's words where they break the
   * schema of its type, else what of them the sandbox can't run, by name.
   *
   * @param properties may still have intrinsic functions in them, whose values are left alone.
   */
  problems(resource: TypedProperties): readonly string[];
  /** Returns those of the problems that a type's handlers don't find themselves. */
  undeclared(resource: TypedProperties): readonly string[];
}

export interface TypedProperties {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: unknown;
}

export interface ResourceTypesProps<Account extends AccountIdentity> {
  /** By their names in templates. */
  readonly types: Readonly<Record<string, ResourceType<Account>>>;
  /** CloudFormation's schemas of these types. @default none is checked */
  readonly schemas?: Readonly<Record<string, PropertySchema>>;
  /** The type of every `Custom::…` and `AWS::CloudFormation::CustomResource`. */
  readonly customResource: ResourceType<Account>;
}

/** How CloudFormation's words begin. */
const VALIDATION_FAILED = 'Properties validation failed for resource';

export function resourceTypes<Account extends AccountIdentity>({
  types,
  schemas = {},
  customResource,
}: ResourceTypesProps<Account>): ResourceTypes<Account> {
  const typeOf = (type: string) => {
    if (isCustom(type)) return customResource;
    return (Object.hasOwn(types, type) ? types[type] : undefined) ?? recorded;
  };
  const undeclared = ({ logicalId, type, properties }: TypedProperties) => {
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
