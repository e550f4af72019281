/**
 * The traces of the last requests: what `explain` and the console tell from. There are so many of
 * them at most, and refused ones are kept longer.
 */
import type { Invocation } from './invocation';
import { Trace } from './trace';

export interface TracesProps {
  /** How many requests are kept, whatever became of them. @default 500 */
  readonly recent?: number;
  /** How many refused requests are kept beyond those. @default 500 */
  readonly refused?: number;
}

const KEPT = 500;

export class Traces {
  /** By request ID, oldest first. */
  private readonly recent = new Map<string, Trace>();
  private readonly refused = new Map<string, Trace>();
  /** By the root of the trace ID, for the calls that a request causes. */
  private readonly byRoot = new Map<string, Trace>();
  private readonly limits: Required<TracesProps>;

  constructor({ recent = KEPT, refused = KEPT }: TracesProps = {}) {
    this.limits = { recent, refused };
  }

  /**
   * Begins the trace of a client's request.
   *
   * @param request what is asked for, such as `GET food.orders.localhost/v1/orders`.
   */
  beginOfClient(request: string): Trace {
    const trace = new Trace(request, undefined, true);
    this.keep(trace);
    return trace;
  }

  /**
   * Begins the trace of a call of an AWS API.
   *
   * @param request what is asked for, such as `dynamodb:Query`.
   * @param traceId the header `X-Amzn-Trace-Id` of an AWS API call: where it is that of a request
   *   that is kept, the call becomes part of that request's trace.
   */
  begin(request: string, traceId?: string): Trace {
    const cause = traceId === undefined ? undefined : this.byRoot.get(rootOf(traceId));
    const trace = new Trace(request, cause);
    if (!cause) this.keep(trace);
    return trace;
  }

  /**
   * The trace of a request by its ID or by the ID of one of its calls, by the beginning of either
   * where it is clear, or by its trace ID.
   */
  find(id: string): Trace | undefined {
    const byTraceId = this.byRoot.get(rootOf(id));
    if (byTraceId || id === '') return byTraceId;
    const found = this.all.filter((trace) => hasId(trace, id));
    return found.length === 1 ? found[0] : undefined;
  }

  /** Notes that a function runs; of which request, says its trace ID. */
  invoked(invocation: Invocation): void {
    this.byRoot.get(rootOf(invocation.traceId))?.invoked(invocation);
  }

  /** Newest first. */
  list({ refused = false, limit = KEPT } = {}): readonly Trace[] {
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

/** Takes out the oldest where there are more than the limit. */
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

/** `Root=1-…;Parent=…;Sampled=1` is of the trace `1-…`. */
function rootOf(traceId: string): string {
  return /Root=([^;]+)/.exec(traceId)?.[1] ?? traceId;
}
