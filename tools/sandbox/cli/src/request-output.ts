/** Prints each request on the terminal, followed by the log lines of its functions. */
import type { Invocation } from '@sandbox/kernel/invocation';
import type { TraceView } from '@sandbox/kernel/trace';
import { invocationLines, jsonLines } from './invocation-lines';
import { noteLine, requestLine } from './report';
import type { TerminalOutput } from './terminal-output';
import type { Terminal } from './text';

/** The format of log lines: for people, as JSON for programs, or none. */
export type LogFormat = 'pretty' | 'json' | 'off';

/**
 * The width of the time in front of a request's line, so that log lines are aligned with the text after it.
 */
const INDENT = 14;

export class RequestOutput {
  /** Invocations that continued after the response to their request. */
  private readonly late = new WeakSet<Invocation>();

  /** @param terminal returns the current capabilities of the terminal */
  constructor(
    private readonly output: TerminalOutput,
    private readonly format: LogFormat,
    private readonly terminal: () => Terminal,
  ) {}

  /** Prints a completed request; its functions' output may arrive a moment later. */
  answered(trace: TraceView): void {
    const invocations = this.format === 'off' ? [] : trace.invocations;
    for (const each of invocations) if (!each.answer) this.late.add(each);
    const closing = invocations.filter(({ answer, isClosed }) => answer && !isClosed);
    let open = closing.length;
    const tell = () => this.output.print(() => this.withLogs(trace, invocations));
    const closed = () => {
      open--;
      if (open === 0) tell();
    };
    if (open === 0) tell();
    for (const each of closing) each.whenClosed(closed);
  }

  /** Prints an invocation that belongs to no client request, or continues after the response. */
  invoked(invocation: Invocation): void {
    if (this.format === 'off') return;
    invocation.whenClosed(() => {
      if (invocation.isOfClient && !this.late.has(invocation)) return;
      const isSilent = invocation.lines.length === 0 && invocation.answer?.kind !== 'error';
      if (!isSilent) this.output.print(() => this.alone(invocation));
    });
  }

  private withLogs(trace: TraceView, invocations: readonly Invocation[]): string {
    const terminal = this.terminal();
    const logs = invocations.flatMap((each) => this.linesOf(each, terminal));
    return [...requestLine(trace, terminal), ...logs].join('\n');
  }

  private alone(invocation: Invocation): string {
    const terminal = this.terminal();
    const { service, name } = invocation.of;
    const id = invocation.requestOf ?? '';
    const when = this.late.has(invocation) ? 'ended after the response' : 'ran';
    const head = noteLine(`${service}:${name} ${when}  ${id}`.trimEnd(), terminal);
    return [head, ...this.linesOf(invocation, terminal)].join('\n');
  }

  private linesOf(invocation: Invocation, terminal: Terminal): readonly string[] {
    return this.format === 'json'
      ? jsonLines(invocation)
      : invocationLines(invocation.describe(), INDENT, terminal);
  }
}
