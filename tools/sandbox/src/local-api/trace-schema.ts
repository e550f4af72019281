/** What the local API tells about a request, read by a command that may be of another version. */
import { z } from 'zod';

const outcome = z.enum(['passed', 'refused']);

const decision = z.object({
  kind: z.literal('rule'),
  rule: z.string(),
  constructPaths: z.array(z.string()),
  checks: z
    .array(
      z.object({ name: z.string(), expected: z.string(), actual: z.string(), holds: z.boolean() }),
    )
    .exactOptional(),
});

const hop = z.object({
  name: z.string(),
  outcome,
  detail: z.string(),
  at: z.number(),
  ms: z.number(),
  decision: decision.exactOptional(),
});

export const traceSchema = z.object({
  requestId: z.string(),
  traceId: z.string(),
  request: z.string(),
  startedAt: z.string(),
  ms: z.number(),
  status: z.number().exactOptional(),
  outcome,
  hops: z.array(hop),
  get calls() {
    return z.array(traceSchema);
  },
});

/** A trace as it came over the wire: the names of hops are whatever that sandbox has. */
export type ReceivedTrace = z.output<typeof traceSchema>;
