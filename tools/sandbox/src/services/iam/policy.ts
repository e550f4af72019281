/**
 * Evaluates policy documents: an explicit deny wins, then an allow, else nothing is allowed.
 *
 * A policy is compiled once, when it is deployed. What the evaluator does not know (an operator, an
 * element) is an error then, never an allow later.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { z } from 'zod';
import { compileCondition, type Condition, type ConditionContext } from './condition';
import { oneLine } from '../../one-line';
import { wildcard } from './wildcard';

/** Numbers and booleans may stand where a text is meant; anything else is for the schema to refuse. */
function asText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** Such as `${aws:PrincipalTag/team}`; `${*}`, `${?}` and `${$}` are escapes, not known either. */
const POLICY_VARIABLE = /\$\{/;

/** A value or a list of them, as a list; an error then names the value that is wrong. */
function oneOrMore<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => [value].flat(), z.array(schema));
}

const texts = oneOrMore(z.string());

const patterns = oneOrMore(
  z.string().refine((pattern) => !POLICY_VARIABLE.test(pattern), 'policy variables are not known'),
);

function principals(allowed: RegExp) {
  return oneOrMore(z.string().regex(allowed, 'wildcards within a principal are not known'));
}

/** `*` alone is short for `{ "AWS": "*" }`: everybody. */
const principalSchema = z.preprocess(
  (value) => (value === '*' ? { AWS: '*' } : value),
  z.strictObject({
    AWS: principals(/^(\*|[^*?]*)$/).optional(),
    Service: principals(/^[^*?]*$/).optional(),
  }),
);

/** Without keys or values, a statement would apply more, or less, than it looks like. */
const conditionsSchema = z.record(
  z.string(),
  z
    .record(
      z.string(),
      z
        .preprocess((value) => [value].flat().map(asText), patterns)
        .refine((values) => values.length > 0, 'a value is needed'),
    )
    .refine((keys) => Object.keys(keys).length > 0, 'a condition key is needed'),
);

const statementSchema = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: principalSchema.optional(),
    Action: texts.optional(),
    NotAction: texts.optional(),
    Resource: patterns.optional(),
    NotResource: patterns.optional(),
    Condition: conditionsSchema.optional(),
  })
  .refine((statement) => (statement.Action === undefined) !== (statement.NotAction === undefined), {
    message: 'exactly one of Action and NotAction is needed',
  })
  .refine((statement) => statement.Resource === undefined || statement.NotResource === undefined, {
    message: 'Resource and NotResource exclude each other',
  });

const documentSchema = z.object({
  Version: z.string().optional(),
  Id: z.string().optional(),
  Statement: oneOrMore(statementSchema),
});

/** Who asks for what, as a policy sees it. */
export interface AccessRequest {
  readonly principal: Principal;
  /** Such as `execute-api:Invoke`. */
  readonly action: string;
  /** The ARN asked for. */
  readonly resource: string;
  readonly context: ConditionContext;
}

/** `anonymous` is a caller without a signature: only a policy for everybody matches it. */
export type Principal =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'aws'; readonly arn: string; readonly account: string };

/** `statement` says which one decided: its Sid, or its number in the document. */
export interface Decision {
  readonly effect: 'allow' | 'explicitDeny' | 'implicitDeny';
  readonly statement?: string;
}

interface Statement {
  readonly label: string;
  readonly effect: 'Allow' | 'Deny';
  matches(request: AccessRequest): boolean;
}

/** A policy document ready to decide. */
export class Policy {
  private readonly statements: readonly Statement[];

  /**
   * @param document the policy document, its intrinsic functions resolved.
   * @param where named in errors, such as a construct path.
   * @throws {Error} when the document is not one, or uses what the evaluator does not know.
   */
  constructor(
    document: unknown,
    readonly where: string,
  ) {
    const parsed = documentSchema.safeParse(document);
    if (!parsed.success) {
      throw new Error(`${where}: not a policy document: ${oneLine(parsed.error)}`);
    }
    this.statements = parsed.data.Statement.map((statement, index) =>
      compileStatement(statement, statement.Sid ?? `statement ${index + 1}`, where),
    );
  }

  /** Decides a request by this policy alone. */
  evaluate(request: AccessRequest): Decision {
    const matching = this.statements.filter((statement) => statement.matches(request));
    const denying = matching.find(({ effect }) => effect === 'Deny');
    if (denying) return { effect: 'explicitDeny', statement: denying.label };
    const allowing = matching[0];
    if (allowing) return { effect: 'allow', statement: allowing.label };
    return { effect: 'implicitDeny' };
  }
}

function compileStatement(
  statement: z.output<typeof statementSchema>,
  label: string,
  where: string,
): Statement {
  const action = matcher(statement.Action, statement.NotAction, true);
  const resource = matcher(statement.Resource, statement.NotResource, false);
  const conditions: readonly Condition[] = Object.entries(statement.Condition ?? {}).flatMap(
    ([operator, keys]) =>
      Object.entries(keys).map(([key, values]) =>
        compileCondition(operator, key, values, `${where}, ${label}`),
      ),
  );
  return {
    label,
    effect: statement.Effect,
    matches: (request) =>
      principalMatches(statement.Principal, request.principal) &&
      action(request.action) &&
      resource(request.resource) &&
      conditions.every((condition) => condition(request.context)),
  };
}

function matcher(
  included: readonly string[] | undefined,
  excluded: readonly string[] | undefined,
  ignoreCase: boolean,
): (value: string) => boolean {
  const patterns = (included ?? excluded ?? ['*']).map((pattern) => wildcard(pattern, ignoreCase));
  return excluded
    ? (value) => !patterns.some((matches) => matches(value))
    : (value) => patterns.some((matches) => matches(value));
}

function principalMatches(
  allowed: z.output<typeof principalSchema> | undefined,
  principal: Principal,
): boolean {
  if (allowed === undefined) return true;
  const { AWS: aws = [], Service: services = [] } = allowed;
  if (aws.includes('*')) return true;
  switch (principal.kind) {
    case 'anonymous':
      return false;
    case 'service':
      return services.includes(principal.name);
    case 'aws':
      return aws.some(
        (entry) =>
          entry === principal.arn ||
          entry === principal.account ||
          entry === `arn:aws:iam::${principal.account}:root`,
      );
  }
}
