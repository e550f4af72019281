/** A request in a list: its hops with their times, without the decisions. */
import type { Trace } from '@sandbox/kernel/trace';
import type { HopSummary, RequestSummary } from './wire';

/** The maximum number of calls of one request in a list; its trace has all of them. */
const MAX_CALLS = 20;

export function requestSummary(trace: Trace): RequestSummary {
  const { requestId, request, startedAt, ms, status, outcome, caller } = trace.summary();
  return {
    requestId,
    request,
    startedAt,
    ms,
    ...(status !== undefined && { status }),
    outcome,
    ...(caller !== undefined && { caller }),
    hops: hopSummaries(trace),
    calls: trace.calls.slice(0, MAX_CALLS).map(requestSummary),
  };
}

function hopSummaries({ hops }: Trace): readonly HopSummary[] {
  return hops.map(({ name, outcome, detail, at }, index) => ({
    name,
    outcome,
    detail,
    ms: Math.round((at - (hops[index - 1]?.at ?? 0)) * 1000) / 1000,
  }));
}
