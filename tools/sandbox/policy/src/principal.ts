/**
 * Principals, and how a policy's `Principal` element matches them. A policy that names an account delegates to
 * that account; one that names a session grants access by itself.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */

/** `anonymous` is an unsigned caller, which matches only `*`. */
export type Principal =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'service'; readonly name: string }
  /** An account's administrator, `arn:aws:iam::<account>:root`, who is allowed everything in the account. */
  | { readonly kind: 'root'; readonly account: string }
  /** A session of a role. */
  | {
      readonly kind: 'role';
      readonly account: string;
      /** The role's ARN. */
      readonly arn: string;
      /** Such as `arn:aws:sts::222222222222:assumed-role/place-order/session`. */
      readonly sessionArn: string;
      /** The role's unique ID and the session's name. @default unknown, and without a value in policies */
      readonly userId?: string;
      /** The role's tags, by lower-case key. @default none */
      readonly tags?: ReadonlyMap<string, string>;
    };

/**
 * The effect of an allow of a resource-based policy within the resource's account:
 * - `delegated`: the caller's identity-based policies have to allow, too;
 * - `role`: the role is allowed, within its permissions boundary;
 * - `direct`: the session is allowed, regardless of identity-based policies and boundaries.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export type Grant = 'delegated' | 'role' | 'direct';

const REACH: Readonly<Record<Grant, number>> = { delegated: 1, role: 2, direct: 3 };

/** Returns the rank of a grant for comparisons; 0 for none. */
export function reachOf(grant: Grant | undefined): number {
  return grant === undefined ? 0 : REACH[grant];
}

/** The `Principal` element of a statement, its values in lists. */
export interface PrincipalElement {
  readonly AWS?: readonly string[] | undefined;
  readonly Service?: readonly string[] | undefined;
}

/** Returns the grant for a principal; undefined if the element does not name it. */
export type PrincipalMatcher = (principal: Principal) => Grant | undefined;

/** @param delegates whether a named account includes its roles, or only its root user. */
export function principalMatcher(element: PrincipalElement, delegates = true): PrincipalMatcher {
  const aws = new Set(element.AWS);
  const services = new Set(element.Service);
  if (aws.has('*')) return () => 'direct';
  return (principal) => {
    switch (principal.kind) {
      case 'anonymous':
        return undefined;
      case 'service':
        return services.has(principal.name) ? 'direct' : undefined;
      case 'root':
        return namesAccount(aws, principal.account) ? 'direct' : undefined;
      case 'role':
        if (aws.has(principal.sessionArn)) return 'direct';
        if (aws.has(principal.arn)) return 'role';
        return delegates && namesAccount(aws, principal.account) ? 'delegated' : undefined;
    }
  };
}

/**
 * Returns whether `NotPrincipal` excludes a principal. AWS requires each name of a session: its account, its role
 * and, if the element names sessions of that role, the session itself. So an account alone excludes only its root
 * user. A principal with a permissions boundary is never excluded.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function exceptionMatcher(
  element: PrincipalElement,
): (principal: Principal, isBounded: boolean) => boolean {
  const aws = new Set(element.AWS);
  const services = new Set(element.Service);
  if (aws.has('*')) return (_principal, isBounded) => !isBounded;
  const rolesOfSessions = new Set(
    [...aws].flatMap((name) => (isSession(name) ? [sessionsOfRole(name)] : [])),
  );
  return (principal, isBounded) => {
    switch (principal.kind) {
      case 'anonymous':
        return false;
      case 'service':
        return services.has(principal.name);
      case 'root':
        return namesAccount(aws, principal.account);
      case 'role':
        return (
          !isBounded &&
          namesAccount(aws, principal.account) &&
          aws.has(principal.arn) &&
          (aws.has(principal.sessionArn) ||
            !rolesOfSessions.has(sessionsOfRole(principal.sessionArn)))
        );
    }
  };
}

function isSession(name: string): boolean {
  return /^arn:[\w-]+:sts:/.test(name);
}

/** Returns the prefix of the ARNs of a role's sessions. */
function sessionsOfRole(sessionArn: string): string {
  return sessionArn.slice(0, sessionArn.lastIndexOf('/'));
}

/** An account is named by its ID or by its root ARN; both mean the whole account. */
function namesAccount(aws: ReadonlySet<string>, account: string): boolean {
  return aws.has(account) || aws.has(rootArn(account));
}

/** Such as `arn:aws:iam::222222222222:root`. */
export function rootArn(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

/** Returns the account of a principal; undefined for services and anonymous callers. */
export function accountOf(principal: Principal): string | undefined {
  return principal.kind === 'role' || principal.kind === 'root' ? principal.account : undefined;
}

/** Returns the name of a principal in AWS's messages. */
export function principalName(principal: Principal): string {
  switch (principal.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'service':
      return principal.name;
    case 'root':
      return rootArn(principal.account);
    case 'role':
      return principal.sessionArn;
  }
}
