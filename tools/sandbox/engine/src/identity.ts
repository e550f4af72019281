/**
 * What makes a resource unique: no two that exist at the same time may share it, so creating the second
 * one fails. An update creates before it deletes, so it meets what it is about to delete, too.
 *
 * What each type has is read from the primary identifiers and the handlers' permissions in the schemas of
 * CloudFormation's registry, as of 2026-08-07: a handler that creates by a call which would overwrite,
 * such as PutRolePolicy, looks first.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract.html
 */
import type { ResourceTypes } from './resource-types';
import type { StackResource } from './stack-state';

/** Whoever has an identity. */
export interface IdentityHolder {
  /** The value of `Ref`. */
  readonly ref: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The ARN of its stack; undefined where it outlived its stack. */
  readonly stackId: string | undefined;
}

export interface Identity {
  /** What is compared, within the kind. */
  readonly parts: readonly unknown[];
  /** @default the resource's type */
  readonly kind?: string;
  /** Whether no account of the Region may have it twice. @default only its own account and Region */
  readonly isOfAllAccounts?: boolean;
  /** The name that the template gives; such a resource can't be replaced without another one. */
  readonly customName?: string;
  /** Returns why a resource can't be created, in the words of its service where they are known. */
  taken(holder: IdentityHolder): string;
}

/** What a type says of the identities of its resources; `generated`: AWS gives each an ID of its own. */
export type IdentityOf<Properties> =
  'generated' | ((properties: Properties, ref?: string) => readonly Identity[]);

/**
 * Returns an identity of the parts that a type's properties give.
 *
 * @param says what the service answers to a second one.
 * @param rest see {@link Identity}.
 */
export function unique(
  parts: readonly unknown[],
  says: string | ((holder: IdentityHolder) => string),
  rest: Pick<Identity, 'kind' | 'isOfAllAccounts'> = {},
): Identity {
  return { parts, taken: typeof says === 'string' ? () => says : says, ...rest };
}

/**
 * Returns the identity of a resource that the template may name; none where it does not.
 *
 * @param options `within`: what the name is unique in; `says`: what the service answers to a second one,
 *   where it is not what CloudFormation says.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-name-type.html
 */
export function customName(
  name: string | undefined,
  options: { readonly within?: readonly unknown[]; readonly says?: string } = {},
): readonly Identity[] {
  const { within = [], says } = options;
  if (name === undefined) return [];
  const taken = ({ stackId }: IdentityHolder) =>
    says ?? `${name} already exists${stackId === undefined ? '' : ` in stack ${stackId}`}`;
  return [{ parts: [...within, name], customName: name, taken }];
}

/** Returns CloudFormation's own words, for services whose words are not known. */
export function alreadyExists(type: string, identifier: string): string {
  return `Resource of type '${type}' with identifier '${identifier}' already exists.`;
}

/** A resource that can't be made: another one has what makes it unique. Nothing has been done. */
export class TakenError extends Error {
  override readonly name = 'TakenError';
}

/** A resource with the ARN of its stack. */
export interface LivingResource {
  readonly resource: StackResource;
  readonly stackId: string | undefined;
}

/** Tells who has which identity. What it found of a resource it keeps: such an object never changes. */
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
