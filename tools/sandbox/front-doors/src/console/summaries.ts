/** What a list of requests tells of each: its hops with their times, not yet what decided. */
import type { Trace } from '@sandbox/kernel/trace';
import type { HopSummary, RequestSummary } from './wire';

/** Calls that a list tells of one request; its trace has all of them. */
const CALLS_TOLD = 20;

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
    calls: trace.calls.slice(0, CALLS_TOLD).map(requestSummary),
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
