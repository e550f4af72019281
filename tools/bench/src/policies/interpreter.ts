/**
 * The baseline: interprets policies at each decision, statement by statement, as an evaluator without
 * compilation does. It supports the elements that the stacks' policies use, and makes the same decisions.
 */
import type { AccessRequest, Effect } from '@sandbox/policy';
import { z } from 'zod';
import type { OrderDecision } from './order-decisions';

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/**
 * The elements that the interpreter supports. Documents are checked once, so that only decisions are
 * measured.
 */
const documentSchema = z.object({
  Statement: z.array(
    z.object({
      Effect: z.enum(['Allow', 'Deny']),
      Principal: z.record(z.string(), texts).optional(),
      Action: texts,
      Resource: texts,
      Condition: z.record(z.string(), z.record(z.string(), texts)).default({}),
    }),
  ),
});

type Document = z.output<typeof documentSchema>;
type Statement = Document['Statement'][number];

export interface InterpretedDecision {
  readonly request: () => AccessRequest;
  readonly identity: readonly Document[] | undefined;
  readonly resource: Document | undefined;
  readonly endpoint: Document | undefined;
}

export function interpretable(decision: OrderDecision): InterpretedDecision {
  const read = (document: unknown) =>
    document === undefined ? undefined : documentSchema.parse(document);
  return {
    request: decision.request,
    identity: decision.identity?.map((document) => documentSchema.parse(document)),
    resource: read(decision.resource),
    endpoint: read(decision.endpoint),
  };
}

/** Evaluates only what the three decisions of an order need: one account, no delegation. */
export function interpret({ request, identity, resource, endpoint }: InterpretedDecision): Effect {
  const accessRequest = request();
  if (endpoint) {
    const effect = evaluate([endpoint], accessRequest);
    if (effect !== 'allow') return effect;
  }
  return evaluate([...(identity ?? []), ...(resource ? [resource] : [])], accessRequest);
}

function evaluate(documents: readonly Document[], request: AccessRequest): Effect {
  const applying = documents
    .flatMap(({ Statement: statements }) => statements)
    .filter((statement) => applies(statement, request));
  if (applying.some(({ Effect: effect }) => effect === 'Deny')) return 'explicitDeny';
  return applying.length > 0 ? 'allow' : 'implicitDeny';
}

function applies(statement: Statement, request: AccessRequest): boolean {
  return (
    isNamed(statement.Principal, request) &&
    statement.Action.some((action) => like(action.toLowerCase(), request.action.toLowerCase())) &&
    statement.Resource.some((resource) => like(resource, request.resource)) &&
    Object.entries(statement.Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, key, values, request)),
    )
  );
}

function isNamed(named: Statement['Principal'], { principal }: AccessRequest): boolean {
  if (!named || named['AWS']?.includes('*')) return true;
  return principal.kind === 'service' && (named['Service']?.includes(principal.name) ?? false);
}

function holds(
  operator: string,
  key: string,
  values: readonly string[],
  { context, principal }: AccessRequest,
): boolean {
  const name = key.toLowerCase();
  const actual =
    name === 'aws:principalarn' && principal.kind === 'role' ? principal.arn : context.get(name);
  const negated = operator.includes('Not');
  if (typeof actual !== 'string') return negated;
  const matches = values.some((value) =>
    operator.startsWith('Arn') ? like(value, actual) : value === actual,
  );
  return matches !== negated;
}

function like(pattern: string, value: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(value);
}
