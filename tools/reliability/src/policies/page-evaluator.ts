/**
 * An independent implementation of AWS's policy evaluation as documented, step by step. It shares no code
 * with the sandbox's evaluator, and is meant to be simple rather than fast.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
import type {
  Caller,
  Effect,
  Policies,
  PolicyDocument,
  Request,
  StatementDocument,
} from './documents';
import { conditionsHold, expressionOf, fits, literal, withVariables } from './page-conditions';

/** How a principal element matches a caller. */
type Naming = 'everybody' | 'account' | 'role' | 'session' | 'service';

export function decideByThePages(policies: Policies, request: Request): Effect {
  const { identity, boundary, endpoint, resourcePolicy, guard, resourceAccount } = policies;
  const all = [...identity, boundary, endpoint, resourcePolicy].filter(
    (each) => each !== undefined,
  );

  // "An explicit deny in any of these policies overrides the allow."
  if (all.some((policy) => denies(policy, request, boundary !== undefined))) return 'explicitDeny';

  // A VPC endpoint's policy grants nothing; requests that it does not allow are denied.
  if (endpoint && allowsAs(endpoint, request).length === 0) return 'implicitDeny';

  const { principal } = request;
  const namings = resourcePolicy ? allowsAs(resourcePolicy, request) : [];
  const identityAllows = identity.some((policy) => allowsAs(policy, request).length > 0);
  const boundaryAllows = !boundary || allowsAs(boundary, request).length > 0;
  const allowedBy = (holds: boolean): Effect => (holds ? 'allow' : 'implicitDeny');

  // For callers without an account, only the resource's policy applies.
  if (principal.kind === 'anonymous' || principal.kind === 'service') {
    return allowedBy(namings.length > 0);
  }
  const isOwnAccount = principal.account === resourceAccount;
  const isGuarded = guard !== 'resource';
  if (principal.kind === 'root') {
    return allowedBy(namings.length > 0 || (isOwnAccount && !isGuarded));
  }
  const ownPoliciesAllow = identityAllows && boundaryAllows;
  if (!isOwnAccount) return allowedBy(namings.length > 0 && ownPoliciesAllow);
  // In one account: a grant to everybody or to the session is sufficient, one to the role is limited by its
  // boundary, and one to the account delegates to the identity-based policies.
  if (namings.includes('session') || namings.includes('everybody')) return 'allow';
  if (namings.includes('role')) return allowedBy(boundaryAllows);
  if (isGuarded) return allowedBy(namings.includes('account') && ownPoliciesAllow);
  return allowedBy(ownPoliciesAllow);
}

function denies(policy: PolicyDocument, request: Request, hasBoundary: boolean): boolean {
  return policy.Statement.some(
    (statement) =>
      statement.Effect === 'Deny' &&
      isMeant(statement, request.principal, hasBoundary) &&
      applies(statement, policy, request) !== undefined,
  );
}

/**
 * "The NotPrincipal element with a Deny effect will always deny any IAM principal that has a permissions
 * boundary policy attached"; of others, "AWS might validate the account first, then the role, and then the
 * assumed-role user".
 */
function isMeant(
  { NotPrincipal }: StatementDocument,
  caller: Caller,
  hasBoundary: boolean,
): boolean {
  if (NotPrincipal === undefined) return true;
  const { AWS: names = [], Service } = NotPrincipal;
  if (caller.kind === 'anonymous') return true;
  if (caller.kind === 'service') return Service !== caller.name;
  const isAccountListed =
    names.includes(caller.account) || names.includes(`arn:aws:iam::${caller.account}:root`);
  if (caller.kind === 'root') return !isAccountListed;
  if (hasBoundary || !isAccountListed || !names.includes(caller.arn)) return true;
  const ofItsSessions = caller.sessionArn.replace(/[^/]+$/, '');
  const sessions = names.filter((name) => name.startsWith(ofItsSessions));
  return sessions.length > 0 && !sessions.includes(caller.sessionArn);
}

function allowsAs(policy: PolicyDocument, request: Request): readonly Naming[] {
  return policy.Statement.flatMap((statement) =>
    statement.Effect === 'Allow' ? (applies(statement, policy, request) ?? []) : [],
  );
}

/** Returns how a statement matches the caller, when all of its elements match the request. */
function applies(
  statement: StatementDocument,
  { Version }: PolicyDocument,
  request: Request,
): Naming | undefined {
  const hasVariables = Version === '2012-10-17';
  const naming = namingOf(statement.Principal, request.principal);
  if (naming === undefined || !actionFits(statement, request.action)) return undefined;
  if (!resourceFits(statement, request, hasVariables)) return undefined;
  if (!conditionsHold(statement.Condition, request, hasVariables)) return undefined;
  return naming;
}

/** Without `Principal`, a policy is attached to the caller. */
function namingOf(element: StatementDocument['Principal'], caller: Caller): Naming | undefined {
  if (element === undefined || element === '*') return 'everybody';
  const names = element.AWS ?? [];
  if (names.includes('*')) return 'everybody';
  if (caller.kind === 'service') return element.Service === caller.name ? 'service' : undefined;
  if (caller.kind === 'anonymous') return undefined;
  if (caller.kind === 'role' && names.includes(caller.sessionArn)) return 'session';
  if (caller.kind === 'role' && names.includes(caller.arn)) return 'role';
  const { account } = caller;
  const isNamed = names.includes(account) || names.includes(`arn:aws:iam::${account}:root`);
  return isNamed ? 'account' : undefined;
}

const list = (value: string | readonly string[]): readonly string[] => [value].flat();

/** "The prefix and the action name are case insensitive." */
function actionFits({ Action, NotAction }: StatementDocument, action: string): boolean {
  const listed = list(Action ?? NotAction ?? []).some((pattern) =>
    fits(expressionOf(literal(pattern)), action, 'i'),
  );
  return listed === (Action !== undefined);
}

/**
 * The documentation leaves open whether a wildcard matches the colons between an ARN's parts. An allow must
 * match in both interpretations, a deny in one.
 */
function resourceFits(
  { Effect, Resource, NotResource }: StatementDocument,
  request: Request,
  hasVariables: boolean,
): boolean {
  const verdicts = (['within', 'beyond'] as const).map((reading) => {
    const listed = list(Resource ?? NotResource ?? []).some((pattern) =>
      namesResource(pattern, request, hasVariables, reading),
    );
    return listed === (Resource !== undefined);
  });
  return Effect === 'Allow' ? verdicts.every(Boolean) : verdicts.some(Boolean);
}

function namesResource(
  pattern: string,
  request: Request,
  hasVariables: boolean,
  reading: 'within' | 'beyond',
): boolean {
  const pieces = hasVariables ? withVariables(pattern, request) : literal(pattern);
  if (pieces === undefined) return false;
  if (reading === 'beyond') return fits(expressionOf(pieces), request.resource);
  const colons = pieces.flatMap((piece, index) => (piece === ':' ? [index] : []));
  // Only the last part of a pattern may contain colons.
  const last = colons[Math.min(colons.length, 5) - 1] ?? -1;
  const head = expressionOf(pieces.slice(0, last + 1), '[^:]*', '[^:]');
  return fits(head + expressionOf(pieces.slice(last + 1)), request.resource);
}
