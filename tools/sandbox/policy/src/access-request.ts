/** A request to authorize, and the values of its condition keys. */
import { accountOf, rootArn, type Principal } from './principal';

/** A list for a multivalued key. */
export type ConditionValue = string | readonly string[];

/** The request's condition keys, lower case, each with its value. */
export type ConditionContext = ReadonlyMap<string, ConditionValue>;

export interface AccessRequest {
  readonly principal: Principal;
  /** Such as `execute-api:Invoke`. */
  readonly action: string;
  /** The ARN of the resource. */
  readonly resource: string;
  readonly context: ConditionContext;
  /** The tags of the resource, by lower-case key. @default none */
  readonly resourceTags?: ReadonlyMap<string, string> | undefined;
  /** Whether the principal's role has a permissions boundary. @default false */
  readonly isBounded?: boolean;
}

export type ReadValue = (request: AccessRequest) => ConditionValue | undefined;

/**
 * The condition keys that follow from principal, resource and time. They are never read from the context, so that
 * they can't be omitted or contradict the principal; only the time may be set there.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const derived: Readonly<Record<string, ReadValue>> = {
  'aws:principalarn': ({ principal }) => {
    if (principal.kind === 'role') return principal.arn;
    return principal.kind === 'root' ? rootArn(principal.account) : undefined;
  },
  'aws:principalaccount': ({ principal }) =>
    principal.kind === 'anonymous' ? 'anonymous' : accountOf(principal),
  'aws:principaltype': ({ principal }) =>
    ({ anonymous: 'Anonymous', root: 'Account', role: 'AssumedRole', service: undefined })[
      principal.kind
    ],
  'aws:principalisawsservice': ({ principal }) =>
    principal.kind === 'anonymous' ? undefined : String(principal.kind === 'service'),
  'aws:principalservicename': ({ principal }) =>
    principal.kind === 'service' ? principal.name : undefined,
  'aws:principalservicenameslist': ({ principal }) =>
    principal.kind === 'service' ? [principal.name] : undefined,
  'aws:userid': ({ principal }) =>
    principal.kind === 'role' ? principal.userId : accountOf(principal),
  'aws:resourceaccount': ({ resource }) => resource.split(':', 5)[4] || undefined,
  'aws:currenttime': ({ context }) => context.get('aws:currenttime') ?? new Date().toISOString(),
  'aws:epochtime': ({ context }) =>
    context.get('aws:epochtime') ?? String(Math.floor(Date.now() / 1000)),
};

/** Returns a reader of resource tags for the actions of one service. */
function ownTag(actions: RegExp): (tag: string) => ReadValue {
  return (tag) =>
    ({ action, resourceTags }) =>
      actions.test(action) ? resourceTags?.get(tag) : undefined;
}

/**
 * The prefixes of condition keys for tags; two services have one in addition to the global one.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html#awssecretsmanager-policy-keys
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
const tagFamilies: readonly (readonly [prefix: string, reader: (tag: string) => ReadValue])[] = [
  [
    'aws:principaltag/',
    (tag) =>
      ({ principal }) =>
        principal.kind === 'role' ? principal.tags?.get(tag) : undefined,
  ],
  [
    'aws:resourcetag/',
    (tag) =>
      ({ resourceTags }) =>
        resourceTags?.get(tag),
  ],
  ['iam:resourcetag/', ownTag(/^(iam|sts):/i)],
  ['secretsmanager:resourcetag/', ownTag(/^secretsmanager:/i)],
];

/** Returns the reader of a condition key's value. */
export function valueReader(key: string): ReadValue {
  const name = key.toLowerCase();
  for (const [prefix, reader] of tagFamilies) {
    if (name.startsWith(prefix)) return reader(name.slice(prefix.length));
  }
  const read = Object.hasOwn(derived, name) ? derived[name] : undefined;
  return read ?? (({ context }) => context.get(name));
}
