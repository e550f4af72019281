/** One statement of a policy, compiled: whether it applies to a request, and why. */
import type { StatementExplanation } from '@sandbox/kernel/explanation';
import type { AccessRequest } from './access-request';
import { compileCondition, type Condition } from './condition';
import type { StatementDocument } from './policy-document';
import { exceptionMatcher, principalMatcher, type Grant } from './principal';
import { resourceMatcher } from './resource-pattern';
import { wildcard } from './wildcard';

type Matches = (value: string, request: AccessRequest) => boolean;

/** What a statement's text means in its policy. */
interface Language {
  /** Whether `${…}` is a policy variable. */
  readonly hasVariables: boolean;
  /** Whether an account as the principal means all of its roles. */
  readonly delegates: boolean;
}

/** A statement, ready to be asked. */
export class Statement {
  readonly effect: 'Allow' | 'Deny';
  /** Of the caller, where the policy is for it alone: identity-based policies name nobody. */
  private readonly principal: (request: AccessRequest) => Grant | undefined;
  private readonly action: Matches;
  private readonly resource: Matches;
  private readonly conditions: readonly Condition[];

  /**
   * @param document the statement as deployed.
   * @throws {Error} at a condition or variable that is not known here.
   */
  constructor(
    parsed: StatementDocument,
    readonly label: string,
    private readonly document: unknown,
    { hasVariables, delegates }: Language,
  ) {
    this.effect = parsed.Effect;
    this.principal = principalOf(parsed, delegates);
    this.action = anyOf(parsed.Action, parsed.NotAction, (text) => wildcard(text, true));
    // What NotResource lists is left out, so a wider list makes an allow narrower.
    const isNarrow = (parsed.Effect === 'Allow') === (parsed.NotResource === undefined);
    this.resource = anyOf(parsed.Resource, parsed.NotResource, (text) =>
      resourceMatcher(text, hasVariables, isNarrow ? 'narrow' : 'wide'),
    );
    this.conditions = Object.entries(parsed.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) =>
        compileCondition(operator, key, values, hasVariables),
      ),
    );
  }

  /** How the statement reaches the caller; undefined where it does not apply to the request. */
  appliesTo(request: AccessRequest): Grant | undefined {
    if (!this.action(request.action, request)) return undefined;
    const grant = this.principal(request);
    if (grant === undefined || !this.resource(request.resource, request)) return undefined;
    for (const condition of this.conditions) if (!condition.holds(request)) return undefined;
    return grant;
  }

  explain(request: AccessRequest): StatementExplanation {
    return {
      label: this.label,
      effect: this.effect,
      document: this.document,
      principalMatches: this.principal(request) !== undefined,
      actionMatches: this.action(request.action, request),
      resourceMatches: this.resource(request.resource, request),
      conditions: this.conditions.map((condition) => condition.explain(request)),
    };
  }
}

function principalOf(
  { Principal, NotPrincipal }: StatementDocument,
  delegates: boolean,
): (request: AccessRequest) => Grant | undefined {
  if (NotPrincipal) {
    const isLeftOut = exceptionMatcher(NotPrincipal);
    return ({ principal, isBounded = false }) =>
      isLeftOut(principal, isBounded) ? undefined : 'direct';
  }
  if (!Principal) return () => 'direct';
  const matches = principalMatcher(Principal, delegates);
  return ({ principal }) => matches(principal);
}

/** Only a trust policy has no resource: it is of the role that is asked for. */
function anyOf(
  included: readonly string[] | undefined,
  excluded: readonly string[] | undefined,
  compile: (text: string) => Matches,
): Matches {
  const matchers = (included ?? excluded ?? ['*']).map(compile);
  const whenFound = excluded === undefined;
  return (value, request) => {
    for (const matches of matchers) if (matches(value, request)) return whenFound;
    return !whenFound;
  };
}
