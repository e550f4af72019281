/**
 * The traces of recent requests, for `explain` and the console. Their number is limited, and refused ones are kept
 * longer.
 */
import type { Invocation } from './invocation';
import { Trace } from './trace';

export interface TracesProps {
  /** The number of requests that are kept. @default 500 */
  readonly recent?: number;
  /** The number of refused requests that are kept in addition. @default 500 */
  readonly refused?: number;
}

const DEFAULT_LIMIT = 500;

export class Traces {
  /** By request ID, oldest first. */
  private readonly recent = new Map<string, Trace>();
  private readonly refused = new Map<string, Trace>();
  /** By the root of the trace ID, for the calls that a request causes. */
  private readonly byRoot = new Map<string, Trace>();
  private readonly limits: Required<TracesProps>;

  constructor({ recent = DEFAULT_LIMIT, refused = DEFAULT_LIMIT }: TracesProps = {}) {
    this.limits = { recent, refused };
  }

  /**
   * Begins the trace of a client's request.
   *
   * @param request such as `GET food.orders.localhost/v1/orders`.
   */
  beginOfClient(request: string): Trace {
    const trace = new Trace(request, undefined, true);
    this.keep(trace);
    return trace;
  }

  /**
   * Begins the trace of a call of an AWS API.
   *
   * @param request such as `dynamodb:Query`.
   * @param traceId the header `X-Amzn-Trace-Id`. If it is that of a known request, the call becomes part of that
   *   request's trace.
   */
  begin(request: string, traceId?: string): Trace {
    const cause = traceId === undefined ? undefined : this.byRoot.get(rootOf(traceId));
    const trace = new Trace(request, cause);
    if (!cause) this.keep(trace);
    return trace;
  }

  /**
   * Returns the trace of a request by its ID or the ID of one of its calls, by an unambiguous prefix of either, or
   * by its trace ID.
   */
  find(id: string): Trace | undefined {
    const byTraceId = this.byRoot.get(rootOf(id));
    if (byTraceId || id === '') return byTraceId;
    const found = this.all.filter((trace) => hasId(trace, id));
    return found.length === 1 ? found[0] : undefined;
  }

  /** Records an invocation, for the request with its trace ID. */
  invoked(invocation: Invocation): void {
    this.byRoot.get(rootOf(invocation.traceId))?.invoked(invocation);
  }

  /** Newest first. */
  list({ refused = false, limit = DEFAULT_LIMIT } = {}): readonly Trace[] {
    const all = refused ? this.all.filter(({ refusal }) => refusal) : this.all;
    return all.slice(-limit).reverse();
  }

  /** Oldest first. */
  private get all(): readonly Trace[] {
    return [...this.refused.values(), ...this.recent.values()];
  }

  private keep(trace: Trace): void {
    this.recent.set(trace.requestId, trace);
    this.byRoot.set(rootOf(trace.traceId), trace);
    const leaving = oldestOver(this.recent, this.limits.recent);
    if (leaving?.refusal) this.refused.set(leaving.requestId, leaving);
    else this.forget(leaving);
    this.forget(oldestOver(this.refused, this.limits.refused));
  }

  private forget(trace: Trace | undefined): void {
    if (trace) this.byRoot.delete(rootOf(trace.traceId));
  }
}

/** Removes the oldest traces above the limit. */
function oldestOver(traces: Map<string, Trace>, limit: number): Trace | undefined {
  if (traces.size <= limit) return undefined;
  const [oldest] = traces.values();
  if (oldest) traces.delete(oldest.requestId);
  return oldest;
}

function hasId(trace: Trace, beginning: string): boolean {
  return (
    trace.requestId.startsWith(beginning) || trace.calls.some((call) => hasId(call, beginning))
  );
}

/** Returns the root of a trace header: `1-…` of `Root=1-…;Parent=…;Sampled=1`. */
function rootOf(traceId: string): string {
  return /Root=([^;]+)/.exec(traceId)?.[1] ?? traceId;
}
