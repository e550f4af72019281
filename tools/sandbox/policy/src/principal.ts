/**
 * Who asks, and how a policy's `Principal` element names them. How it names them decides what else
 * has to allow: naming an account delegates to that account, naming a session grants by itself.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */

/** `anonymous` is a caller without a signature: only a policy for everybody matches it. */
export type Principal =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'service'; readonly name: string }
  /** An account's administrator, `arn:aws:iam::<account>:root`: all of its account is allowed to it. */
  | { readonly kind: 'root'; readonly account: string }
  /** A session of a role. */
  | {
      readonly kind: 'role';
      readonly account: string;
      /** The role's ARN. */
      readonly arn: string;
      /** Such as `arn:aws:sts::222222222222:assumed-role/place-order/session`. */
      readonly sessionArn: string;
      /** The role's unique ID and the session's name. @default not known: no policy sees one */
      readonly userId?: string;
      /** The role's tags, by lower-case key. @default none */
      readonly tags?: ReadonlyMap<string, string>;
    };

/**
 * How far an allow of a resource-based policy reaches in the resource's own account:
 * - `delegated` to the caller's account, whose identity-based policies must allow too;
 * - to the `role`, within its permissions boundary;
 * - `direct`, whatever identity-based policies and boundaries leave out.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export type Grant = 'delegated' | 'role' | 'direct';

const REACH: Readonly<Record<Grant, number>> = { delegated: 1, role: 2, direct: 3 };

/** To compare grants by: none is 0. */
export function reachOf(grant: Grant | undefined): number {
  return grant === undefined ? 0 : REACH[grant];
}

/** The `Principal` element of a statement, its values in lists. */
export interface PrincipalElement {
  readonly AWS?: readonly string[] | undefined;
  readonly Service?: readonly string[] | undefined;
}

/** Undefined where the element does not name the principal. */
export type PrincipalMatcher = (principal: Principal) => Grant | undefined;

/** @param delegates whether an account that is named means all of its roles, or its root user only. */
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
 * Returns whether `NotPrincipal` leaves a principal out. AWS looks for each name of a session in turn: its
 * account, its role and, where the element names sessions of that role, the session itself; one that is
 * missing denies it. So an account alone leaves out its root user only. A principal with a permissions
 * boundary is never left out.
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

/** What the ARNs of a role's sessions begin with. */
function sessionsOfRole(sessionArn: string): string {
  return sessionArn.slice(0, sessionArn.lastIndexOf('/'));
}

/** An account is named by its ID, or by the ARN of its root; both mean the whole account. */
function namesAccount(aws: ReadonlySet<string>, account: string): boolean {
  return aws.has(account) || aws.has(rootArn(account));
}

/** Such as `arn:aws:iam::222222222222:root`. */
export function rootArn(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

/** The account that a principal belongs to; services and anonymous callers have none. */
export function accountOf(principal: Principal): string | undefined {
  return principal.kind === 'role' || principal.kind === 'root' ? principal.account : undefined;
}

/** What AWS's messages call a principal. */
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
