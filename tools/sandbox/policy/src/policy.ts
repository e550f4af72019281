/**
 * Evaluates a policy document: an explicit deny wins, then an allow; otherwise the request is implicitly denied.
 *
 * A policy is compiled once, when it is deployed. An unsupported operator, condition key or element is an error
 * then, and never an allow later.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { z } from 'zod';
import { oneLine } from '@sandbox/kernel/one-line';
import type { Effect, PolicyExplanation, StatementExplanation } from '@sandbox/kernel/explanation';
import type { AccessRequest } from './access-request';
import { policySchema, VERSION_WITH_VARIABLES, type PolicyType } from './policy-document';
import { reachOf, type Grant } from './principal';
import { Statement } from './statement';

export type { AccessRequest, ConditionContext, ConditionValue } from './access-request';
export type { PolicyType } from './policy-document';
export type { Grant, Principal } from './principal';

/** The decision of one policy. */
export interface Decision {
  readonly effect: Effect;
  /** The deciding statement: its Sid, or its number in the document. */
  readonly statement?: string;
  /** The grant of an allow. */
  readonly grant?: Grant;
}

const IMPLICIT_DENY: Decision = { effect: 'implicitDeny' };

/** A compiled statement with its precomputed decision. */
interface Decider {
  readonly statement: Statement;
  readonly deny: Decision;
  readonly allow: Readonly<Record<Grant, Decision>>;
}

/** A compiled policy document. */
export class Policy {
  private readonly deciders: readonly Decider[];

  /**
   * @param document the policy document, its intrinsic functions resolved.
   * @param where the location in errors and explanations, such as a construct path.
   * @param type whether statements must name a principal, or must not.
   * @throws {Error} when the document is invalid, or uses an unsupported element.
   */
  constructor(
    document: unknown,
    readonly where: string,
    type: PolicyType = 'resource-based',
  ) {
    const parsed = policySchema(type).safeParse(document);
    if (!parsed.success) {
      throw new Error(`${where}: not a policy document: ${oneLine(parsed.error)}`);
    }
    const language = {
      hasVariables: parsed.data.Version === VERSION_WITH_VARIABLES,
      delegates: type !== 'gateway-endpoint',
    };
    const written = statementsOf(document);
    this.deciders = parsed.data.Statement.map((statement, index) => {
      const label = statement.Sid ?? `statement ${index + 1}`;
      try {
        return decider(new Statement(statement, label, written[index], language));
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`${where}, ${label}: ${reason}`, { cause: error });
      }
    });
  }

  /** Returns the decision of this policy alone; of several allows, the one with the widest grant. */
  evaluate(request: AccessRequest): Decision {
    let decision = IMPLICIT_DENY;
    for (const { statement, deny, allow } of this.deciders) {
      const isDeny = statement.effect === 'Deny';
      if (!isDeny && decision.grant === 'direct') continue;
      const grant = statement.appliesTo(request);
      if (grant === undefined) continue;
      if (isDeny) return deny;
      if (reachOf(grant) > reachOf(decision.grant)) decision = allow[grant];
    }
    return decision;
  }

  /** Returns the decision with an explanation. It is slower than {@link evaluate}. */
  explain(request: AccessRequest): PolicyExplanation {
    const { effect, statement: label } = this.evaluate(request);
    const statements = this.deciders.map(({ statement }) => statement.explain(request));
    const statement =
      effect === 'implicitDeny'
        ? closest(statements)
        : statements.find((candidate) => candidate.label === label);
    return statement ? { where: this.where, effect, statement } : { where: this.where, effect };
  }
}

function decider(statement: Statement): Decider {
  const { label } = statement;
  const allowing = (grant: Grant): Decision => ({ effect: 'allow', statement: label, grant });
  return {
    statement,
    deny: { effect: 'explicitDeny', statement: label },
    allow: { delegated: allowing('delegated'), role: allowing('role'), direct: allowing('direct') },
  };
}

/**
 * Returns the allow for this action that is closest to a match: first by resource and caller, then by the number
 * of failed conditions.
 */
function closest(statements: readonly StatementExplanation[]): StatementExplanation | undefined {
  const misses = ({ resourceMatches, principalMatches, conditions }: StatementExplanation) => {
    const failing = conditions.filter(({ holds }) => !holds).length;
    return (resourceMatches ? 0 : 200) + (principalMatches ? 0 : 100) + failing;
  };
  return statements
    .filter(({ effect, actionMatches }) => effect === 'Allow' && actionMatches)
    .sort((one, other) => misses(one) - misses(other))[0];
}

const documentOf = z.object({ Statement: z.unknown() });

/** Returns the statements as they were written. */
function statementsOf(document: unknown): readonly unknown[] {
  return [documentOf.parse(document).Statement].flat();
}
