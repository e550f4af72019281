/**
 * The schema of the local API's request traces, for commands that may be of another version than
 * the sandbox.
 */
import { z } from 'zod';

/** A line of a function's log. */
const logLine = {
  at: z.number(),
  level: z.string().exactOptional(),
  text: z.string(),
  fields: z.record(z.string(), z.unknown()),
  errors: z.array(z.object({ name: z.string(), message: z.string(), frames: z.array(z.string()) })),
} as const;

const outcome = z.enum(['passed', 'refused']);

const ruleDecision = z.object({
  kind: z.literal('rule'),
  rule: z.string(),
  constructPaths: z.array(z.string()),
  checks: z
    .array(
      z.object({ name: z.string(), expected: z.string(), actual: z.string(), holds: z.boolean() }),
    )
    .exactOptional(),
});

const statement = z.object({
  label: z.string(),
  effect: z.enum(['Allow', 'Deny']),
  document: z.unknown(),
  principalMatches: z.boolean(),
  actionMatches: z.boolean(),
  resourceMatches: z.boolean(),
  conditions: z.array(
    z.object({
      operator: z.string(),
      key: z.string(),
      expected: z.array(z.string()),
      actual: z.union([z.string(), z.array(z.string())]).exactOptional(),
      holds: z.boolean(),
    }),
  ),
});

const effect = z.enum(['allow', 'explicitDeny', 'implicitDeny']);

const policyDecision = z.object({
  kind: z.literal('policies'),
  request: z.object({ principal: z.string(), action: z.string(), resource: z.string() }),
  effect,
  decidedBy: z.object({
    kind: z.string(),
    where: z.string().exactOptional(),
    statement: z.string().exactOptional(),
  }),
  message: z.string().exactOptional(),
  policies: z.array(
    z.object({
      kind: z.string(),
      where: z.string(),
      effect,
      statement: statement.exactOptional(),
    }),
  ),
});

const decision = z.discriminatedUnion('kind', [ruleDecision, policyDecision]);

const hop = z.object({
  name: z.string(),
  outcome,
  detail: z.string(),
  at: z.number(),
  ms: z.number(),
  decision: decision.exactOptional(),
});

const invocation = z.object({
  service: z.string(),
  name: z.string(),
  version: z.string(),
  requestId: z.string().exactOptional(),
  startedAt: z.string(),
  coldStart: z.number().exactOptional(),
  ms: z.number().exactOptional(),
  answer: z.object({ kind: z.enum(['response', 'error']), payload: z.string() }).exactOptional(),
  lines: z.array(z.object(logLine)),
  omitted: z.number(),
});

export const traceSchema = z.object({
  requestId: z.string(),
  traceId: z.string(),
  request: z.string(),
  startedAt: z.string(),
  ms: z.number(),
  status: z.number().exactOptional(),
  outcome,
  caller: z.string().exactOptional(),
  hops: z.array(hop),
  get calls() {
    return z.array(traceSchema);
  },
  invocations: z.array(invocation).default([]),
  omitted: z.number().default(0),
});

/** The response of `GET /logs`. */
export const functionLogsSchema = z.object({
  lines: z.array(
    z.object({
      ...logLine,
      service: z.string(),
      name: z.string(),
      requestId: z.string().exactOptional(),
      coldStart: z.number().exactOptional(),
    }),
  ),
  last: z.number(),
});

/** A function that ran for a request, with the lines of its log. */
export type ReceivedInvocation = z.output<typeof invocation>;

export type ReceivedLogs = z.output<typeof functionLogsSchema>;

/** A trace as received over the network; the hop names are those of that sandbox's version. */
export type ReceivedTrace = z.output<typeof traceSchema>;

type ReceivedDecision = z.output<typeof decision>;
export type ReceivedRule = Extract<ReceivedDecision, { kind: 'rule' }>;
export type ReceivedPolicies = Extract<ReceivedDecision, { kind: 'policies' }>;
