/**
 * The identity of a resource: no two resources may have it at the same time, so creating the second one
 * fails. An update creates before it deletes, so it conflicts with resources that it is about to delete, too.
 *
 * The identities of each type follow from the primary identifiers and the handlers' permissions in the schemas of
 * CloudFormation's registry, as of 2026-08-07: a handler whose call would overwrite an existing resource, such as
 * PutRolePolicy, checks for one first.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract.html
 */
/** The resource that has an identity. */
export interface IdentityHolder {
  /** The value of `Ref`. */
  readonly ref: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The ARN of its stack; undefined if the resource was retained. */
  readonly stackId: string | undefined;
}

export interface Identity {
  /** What is compared, within the kind. */
  readonly parts: readonly unknown[];
  /** @default the resource's type */
  readonly kind?: string;
  /** Whether the identity is unique over all accounts of the Region. @default unique in the account and Region */
  readonly isOfAllAccounts?: boolean;
  /** The name that the template sets; the resource can't be replaced unless the name changes. */
  readonly customName?: string;
  /** Returns the error message of a second resource, the service's own if it is known. */
  conflictMessage(holder: IdentityHolder): string;
}

/** The identities of a type's resources; `generated` if AWS generates their IDs. */
export type IdentityOf<Properties> =
  'generated' | ((properties: Properties, ref?: string) => readonly Identity[]);

/**
 * Returns an identity that consists of property values.
 *
 * @param message the service's error message for a second resource.
 * @param rest see {@link Identity}.
 */
export function unique(
  parts: readonly unknown[],
  message: string | ((holder: IdentityHolder) => string),
  rest: Pick<Identity, 'kind' | 'isOfAllAccounts'> = {},
): Identity {
  return {
    parts,
    conflictMessage: typeof message === 'string' ? () => message : message,
    ...rest,
  };
}

/**
 * Returns the identity of a resource with an optional custom name; none without a name.
 *
 * @param options `within`: the scope in which the name is unique; `message`: the service's error message for
 *   a second resource. @default CloudFormation's message
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-name-type.html
 */
export function customName(
  name: string | undefined,
  options: { readonly within?: readonly unknown[]; readonly message?: string } = {},
): readonly Identity[] {
  const { within = [], message } = options;
  if (name === undefined) return [];
  const conflictMessage = ({ stackId }: IdentityHolder) =>
    message ?? `${name} already exists${stackId === undefined ? '' : ` in stack ${stackId}`}`;
  return [{ parts: [...within, name], customName: name, conflictMessage }];
}

/** Returns CloudFormation's own message, for services whose message is not known. */
export function alreadyExists(type: string, identifier: string): string {
  return `Resource of type '${type}' with identifier '${identifier}' already exists.`;
}
