/** The principals in policies. */

/** The names of roles created by `cdk bootstrap`, which the sandbox does not need. */
const BOOTSTRAPPED = /^cdk-/;

/**
 * Returns the roles and users in the statements of a policy document, such as
 * `arn:aws:iam::111111111111:role/reader`. Those with a path, which AWS creates for its services,
 * are omitted.
 */
export function namedPrincipals(document: unknown): readonly string[] {
  const { Statement } = members(document);
  return [Statement].flat().flatMap((statement) => {
    const { Principal, NotPrincipal } = members(statement);
    return [Principal, NotPrincipal]
      .flatMap((element) => members(element)['AWS'])
      .filter(isRoleOrUser);
  });
}

/** Returns whether a role is created by `cdk bootstrap` rather than by a stack. */
export function isBootstrapped(arn: string): boolean {
  return BOOTSTRAPPED.test(arn.split('/')[1] ?? '');
}

function isRoleOrUser(principal: unknown): principal is string {
  return (
    typeof principal === 'string' && /^arn:aws:iam::\d{12}:(role|user)\/[^/]+$/.test(principal)
  );
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
