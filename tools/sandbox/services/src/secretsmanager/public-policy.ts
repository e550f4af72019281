/**
 * Detects resource policies of secrets that allow everybody, which Secrets Manager rejects.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html
 */

/** Condition keys that limit a statement for everybody to specific callers. */
const CONFINING =
  /^(aws:(Principal(Account|Arn|OrgID|OrgPaths)|Source(Account|Arn|OrgID|OrgPaths|Vpc|Vpce|Ip))|kms:CallerAccount)$/i;

/** Operators that also match requests without the key. */
const OPEN_OPERATOR = /Not|IfExists|^Null$/;

export function isPublic(document: unknown): boolean {
  return [members(document)['Statement']].flat().some(allowsEveryone);
}

function allowsEveryone(statement: unknown): boolean {
  const { Effect, Principal, NotPrincipal, Condition } = members(statement);
  if (Effect !== 'Allow') return false;
  const named = typeof Principal === 'string' ? Principal : members(Principal)['AWS'];
  const isForAll = NotPrincipal !== undefined || [named].flat().includes('*');
  return isForAll && !isConfined(Condition);
}

function isConfined(condition: unknown): boolean {
  return Object.entries(members(condition)).some(
    ([operator, keys]) =>
      !OPEN_OPERATOR.test(operator) &&
      Object.keys(members(keys)).some((key) => CONFINING.test(key)),
  );
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
