/** The recent requests of a sandbox: their traces, and the logs of functions. */
import { FunctionLogs } from '@sandbox/kernel/function-logs';
import type { Invocation } from '@sandbox/kernel/invocation';
import type { TraceDescription, TraceSummary } from '@sandbox/kernel/trace';
import { Traces } from '@sandbox/kernel/traces';

export class Records {
  readonly traces = new Traces();
  readonly logs = new FunctionLogs();

  /** Records an invocation that starts, with its later logs and response. */
  invoked(invocation: Invocation): void {
    this.traces.invoked(invocation);
    this.logs.follow(invocation);
  }

  /** As {@link Sandbox.explain}. */
  explain(requestId?: string): TraceDescription | undefined {
    const [latest] = this.traces.list({ refused: true, limit: 1 });
    const trace = requestId === undefined ? latest : this.traces.find(requestId);
    return trace?.describe();
  }

  /** As {@link Sandbox.requests}. */
  requests({ refused = false, limit = 100 } = {}): readonly TraceSummary[] {
    return this.traces.list({ refused, limit }).map((trace) => trace.summary());
  }
}
