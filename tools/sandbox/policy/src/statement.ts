/** One statement of a policy, compiled: whether it applies to a request, and why. */
import type { StatementExplanation } from '@sandbox/kernel/explanation';
import type { AccessRequest } from './access-request';
import { compileCondition, type Condition } from './condition';
import type { StatementDocument } from './policy-document';
import { exceptionMatcher, principalMatcher, type Grant } from './principal';
import { resourceMatcher } from './resource-pattern';
import { wildcard } from './wildcard';

type Matches = (value: string, request: AccessRequest) => boolean;

/** How a policy's version and type affect its statements. */
interface Language {
  /** Whether `${…}` is a policy variable. */
  readonly hasVariables: boolean;
  /** Whether an account as the principal includes its roles. */
  readonly delegates: boolean;
}

/** A compiled statement. */
export class Statement {
  readonly effect: 'Allow' | 'Deny';
  /** The grant of identity-based policies, which name no principal. */
  private readonly principal: (request: AccessRequest) => Grant | undefined;
  private readonly action: Matches;
  private readonly resource: Matches;
  private readonly conditions: readonly Condition[];

  /**
   * @param document the statement as deployed.
   * @throws {Error} for an unsupported condition or variable.
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
    // NotResource excludes resources, so a wider list makes an allow narrower.
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

  /** Returns the grant of the statement; undefined if it does not apply to the request. */
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
    const isExcluded = exceptionMatcher(NotPrincipal);
    return ({ principal, isBounded = false }) =>
      isExcluded(principal, isBounded) ? undefined : 'direct';
  }
  if (!Principal) return () => 'direct';
  const matches = principalMatcher(Principal, delegates);
  return ({ principal }) => matches(principal);
}

/** Only a trust policy has no resource, which is its role. */
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
