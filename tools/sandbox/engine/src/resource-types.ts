/** The resource types that an engine knows, by their names in templates. */
import { recorded } from './recorded';
import type { AccountIdentity, ResourceType } from './resource-type';

export interface ResourceTypes<Account extends AccountIdentity = never> {
  /** The names of all types that do something here, without those of custom resources. */
  readonly names: readonly string[];
  /** Returns whether resources of a type do something here; others only have a name that may be referred to. */
  isEmulated(type: string): boolean;
  /** Returns the type of that name; one that is not emulated gives its resources a name and an ARN. */
  typeOf(type: string): ResourceType<Account>;
}

export interface ResourceTypesProps<Account extends AccountIdentity> {
  /** By their names in templates. */
  readonly types: Readonly<Record<string, ResourceType<Account>>>;
  /** The type of every `Custom::…`. */
  readonly customResource: ResourceType<Account>;
}

export function resourceTypes<Account extends AccountIdentity>({
  types,
  customResource,
}: ResourceTypesProps<Account>): ResourceTypes<Account> {
  const isCustom = (type: string) => type.startsWith('Custom::');
  return {
    names: Object.keys(types),
    isEmulated: (type) => isCustom(type) || Object.hasOwn(types, type),
    typeOf(type) {
      if (isCustom(type)) return customResource;
      return (Object.hasOwn(types, type) ? types[type] : undefined) ?? recorded;
    },
  };
}
