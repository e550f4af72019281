/** Enforces that resources are unique. */
import type { Identity } from './identity';
import type { ResourceTypes } from './resource-types';
import type { StackResource } from './stack-state';

/** Thrown if a resource can't be created since another one has its identity; nothing has been changed. */
export class AlreadyExistsError extends Error {
  override readonly name = 'AlreadyExistsError';
}

/** A resource with the ARN of its stack. */
export interface ExistingResource {
  readonly resource: StackResource;
  readonly stackId: string | undefined;
}

/** Finds the owner of an identity. Results are cached per resource object, which is immutable. */
export class Identities {
  private readonly cache = new WeakMap<StackResource, ReadonlyMap<string, Identity>>();

  constructor(private readonly types: ResourceTypes) {}

  /**
   * Asserts that a resource shares no identity with an existing one.
   *
   * @param existing all resources of the account except for the resource itself.
   * @param inOtherAccounts the resources of other accounts, checked only for identities that count across accounts.
   * @param before the resource before its update, whose identities it may keep.
   * @throws {AlreadyExistsError} with the error message of the service.
   */
  assertUnique(
    desired: StackResource,
    existing: readonly ExistingResource[],
    inOtherAccounts: readonly ExistingResource[],
    before?: StackResource,
  ): void {
    const previous = before ? this.of(before) : new Map<string, Identity>();
    const added = [...this.of(desired)].filter(([key]) => !previous.has(key));
    this.assertNoConflict(added, existing);
    this.assertNoConflict(
      added.filter(([, { isOfAllAccounts }]) => isOfAllAccounts),
      inOtherAccounts,
    );
  }

  /**
   * Asserts that a resource is not replaced by one with the same custom name.
   *
   * @throws {Error} with CloudFormation's message.
   */
  assertNotSameName(desired: StackResource, replaced: StackResource): void {
    const before = this.of(replaced);
    for (const [key, { customName: name }] of this.of(desired)) {
      if (name === undefined || !before.has(key)) continue;
      throw new Error(
        `CloudFormation cannot update a stack when a custom-named resource requires replacing. ` +
          `Rename ${name} and update the stack again.`,
      );
    }
  }

  /** Returns whether another resource has taken over the physical resource, so that it must not be deleted. */
  isTakenOver(resource: StackResource, existing: readonly ExistingResource[]): boolean {
    const keys = [...this.of(resource).keys()];
    return existing.some(
      ({ resource: other }) =>
        other.physicalId === resource.physicalId && keys.some((key) => this.of(other).has(key)),
    );
  }

  private assertNoConflict(
    desired: readonly (readonly [key: string, identity: Identity])[],
    existing: readonly ExistingResource[],
  ): void {
    if (desired.length === 0) return;
    for (const { resource, stackId } of existing) {
      const identities = this.of(resource);
      const conflict = desired.find(([key]) => identities.has(key))?.[1];
      if (!conflict) continue;
      const { physicalId: ref, properties } = resource;
      throw new AlreadyExistsError(conflict.conflictMessage({ ref, properties, stackId }));
    }
  }

  private of(resource: StackResource): ReadonlyMap<string, Identity> {
    const cached = this.cache.get(resource);
    if (cached) return cached;
    const { type, properties, physicalId } = resource;
    const ref = physicalId === '' ? undefined : physicalId;
    const identities = this.types.typeOf(type).identities(properties, ref);
    const byKey = new Map(identities.map((identity) => [keyOf(identity, type), identity] as const));
    this.cache.set(resource, byKey);
    return byKey;
  }
}

function keyOf({ kind, parts }: Identity, type: string): string {
  return JSON.stringify([kind ?? type, ...parts]);
}
