/** Holds the resources that there are to what makes each of them unique. */
import type { Identity } from './identity';
import type { ResourceTypes } from './resource-types';
import type { StackResource } from './stack-state';

/** A resource that can't be made: another one has what makes it unique. Nothing has been done. */
export class TakenError extends Error {
  override readonly name = 'TakenError';
}

/** A resource with the ARN of its stack. */
export interface LivingResource {
  readonly resource: StackResource;
  readonly stackId: string | undefined;
}

/** Finds the owner of an identity. Results are cached per resource object, which is immutable. */
export class Identities {
  private readonly known = new WeakMap<StackResource, ReadonlyMap<string, Identity>>();

  constructor(private readonly types: ResourceTypes) {}

  /**
   * Refuses a resource that shares an identity with one that there is.
   *
   * @param living all but the resource itself.
   * @param elsewhere those of other accounts, of which only what counts across accounts is looked at.
   * @param before the resource before its change: what it was already, it may stay.
   * @throws {TakenError} in the words of the service.
   */
  assertFree(
    wanted: StackResource,
    living: readonly LivingResource[],
    elsewhere: readonly LivingResource[],
    before?: StackResource,
  ): void {
    const had = before ? this.of(before) : new Map<string, Identity>();
    const added = [...this.of(wanted)].filter(([key]) => !had.has(key));
    this.assertNoneIn(added, living);
    this.assertNoneIn(
      added.filter(([, { isOfAllAccounts }]) => isOfAllAccounts),
      elsewhere,
    );
  }

  /**
   * Refuses to replace a resource by one of the same name.
   *
   * @throws {Error} in CloudFormation's words.
   */
  assertNotSameName(wanted: StackResource, replaced: StackResource): void {
    const before = this.of(replaced);
    for (const [key, { customName: name }] of this.of(wanted)) {
      if (name === undefined || !before.has(key)) continue;
      throw new Error(
        `CloudFormation cannot update a stack when a custom-named resource requires replacing. ` +
          `Rename ${name} and update the stack again.`,
      );
    }
  }

  /** Returns whether one of these is what a resource was: to delete that would be to delete this. */
  isTakenOver(resource: StackResource, living: readonly LivingResource[]): boolean {
    const keys = [...this.of(resource).keys()];
    return living.some(
      ({ resource: other }) =>
        other.physicalId === resource.physicalId && keys.some((key) => this.of(other).has(key)),
    );
  }

  private assertNoneIn(
    wanted: readonly (readonly [key: string, identity: Identity])[],
    living: readonly LivingResource[],
  ): void {
    if (wanted.length === 0) return;
    for (const { resource, stackId } of living) {
      const has = this.of(resource);
      const taken = wanted.find(([key]) => has.has(key))?.[1];
      if (!taken) continue;
      const { physicalId: ref, properties } = resource;
      throw new TakenError(taken.taken({ ref, properties, stackId }));
    }
  }

  private of(resource: StackResource): ReadonlyMap<string, Identity> {
    const known = this.known.get(resource);
    if (known) return known;
    const { type, properties, physicalId } = resource;
    const ref = physicalId === '' ? undefined : physicalId;
    const identities = this.types.typeOf(type).identities(properties, ref);
    const found = new Map(identities.map((identity) => [keyOf(identity, type), identity] as const));
    this.known.set(resource, found);
    return found;
  }
}

function keyOf({ kind, parts }: Identity, type: string): string {
  return JSON.stringify([kind ?? type, ...parts]);
}
