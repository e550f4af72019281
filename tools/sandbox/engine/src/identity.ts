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
