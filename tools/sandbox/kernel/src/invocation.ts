/**
 * One invocation of a function, as shown by the terminal, `explain` and the console: its start, its log lines and
 * its response. Lines are stored as the function wrote them, and parsed only on demand.
 */
import { readLogEntry, type LogEntry } from './log-entry';
import { bounded } from './printable';
import { withSourceFrames } from './source-frames';

/** A function and its version. */
export interface FunctionIdentity {
  /** The service of its stack, such as `food`. */
  readonly service: string;
  /** Its name within the stack, such as `place-order`. */
  readonly name: string;
  /** Without a qualifier. */
  readonly arn: string;
  readonly version: string;
  /** The folder of the running code, which stack traces refer to. */
  readonly codeFolder: string;
}

/** A log event of a function. */
export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** As in CloudWatch Logs, truncated to {@link MAX_LINE_BYTES}. */
  readonly message: string;
}

/** The result of an invocation. */
export interface InvocationAnswer {
  readonly kind: 'response' | 'error';
  /** JSON text, truncated to {@link MAX_ANSWER_BYTES}. */
  readonly payload: string;
}

/** The start of an invocation. */
export interface InvocationStart {
  /** Lambda's request ID; undefined for the log lines of code that was loaded, but never invoked. */
  readonly requestId: string | undefined;
  /** As in the header `X-Amzn-Trace-Id`. */
  readonly traceId: string;
  /** Milliseconds that it waited for the code to load; undefined for a warm start. */
  readonly coldStart: number | undefined;
}

/** The part of a request that its invocations need. */
export interface RequestOfInvocation {
  readonly requestId: string;
  readonly isOfClient: boolean;
}

/** The remaining bytes of a limit that several objects share. */
export interface ByteBudget {
  bytes: number;
}

/** A line in the local API. */
export interface LogLineDescription extends LogEntry {
  readonly at: number;
}

/** An invocation in the local API. Times in milliseconds. */
export interface InvocationDescription {
  readonly service: string;
  readonly name: string;
  readonly version: string;
  readonly requestId?: string;
  readonly startedAt: string;
  readonly coldStart?: number;
  /** Absent while it runs. */
  readonly ms?: number;
  readonly answer?: InvocationAnswer;
  readonly lines: readonly LogLineDescription[];
  /** The number of further lines that did not fit. */
  readonly omitted: number;
}

const MAX_LINE_BYTES = 8 * 1024;
const MAX_ANSWER_BYTES = 8 * 1024;
/** Bytes of the lines and the response of an invocation without a request. */
const MAX_BYTES = 32 * 1024;
/** Bytes of a line, in addition to its text. */
const LINE_BYTES = 64;
/** Bytes that lines leave for the response, and for the hops after the function. */
const LEFT_BYTES = 2 * MAX_ANSWER_BYTES;

type OnLine = (line: LogLine) => void;

export class Invocation {
  readonly startedAt = new Date();
  readonly requestId: string | undefined;
  readonly traceId: string;
  readonly coldStart: number | undefined;
  readonly lines: LogLine[] = [];
  private readonly begunAt = performance.now();
  private budget: ByteBudget = { bytes: MAX_BYTES };
  private request: RequestOfInvocation | undefined;
  private omittedLines = 0;
  private result: { readonly answer: InvocationAnswer; readonly ms: number } | undefined;
  private closed = false;
  private readonly onClosed: (() => void)[] = [];
  private readonly onLine: OnLine[] = [];

  constructor(
    readonly of: FunctionIdentity,
    { requestId, traceId, coldStart }: InvocationStart,
  ) {
    this.requestId = requestId;
    this.traceId = traceId;
    this.coldStart = coldStart;
  }

  /**
   * Attaches the invocation to a request.
   *
   * @param request the client's request or the AWS API call.
   * @param budget the bytes for lines and the response.
   */
  attachTo(request: RequestOfInvocation, budget: ByteBudget): void {
    // Not the request itself, which a retained line would keep in memory with its whole trace.
    this.request = { requestId: request.requestId, isOfClient: request.isOfClient };
    this.budget = budget;
  }

  /** The ID of the request that it ran for; undefined if it ran for none. */
  get requestOf(): string | undefined {
    return this.request?.requestId;
  }

  /** Whether that request is a client's. */
  get isOfClient(): boolean {
    return this.request?.isOfClient ?? false;
  }

  log(message: string, at = Date.now()): void {
    const line = { at, message: truncated(message, MAX_LINE_BYTES) };
    if (this.reserve(LINE_BYTES + line.message.length, LEFT_BYTES)) this.lines.push(line);
    else this.omittedLines++;
    for (const listener of this.onLine) listener(line);
  }

  /** @param payload JSON text. */
  answered(kind: InvocationAnswer['kind'], payload: string): void {
    const text = truncated(payload, MAX_ANSWER_BYTES);
    const answer = { kind, payload: this.reserve(text.length) ? text : '' };
    this.result = { answer, ms: performance.now() - this.begunAt };
  }

  /** Closes the invocation: Lambda has written its report, so that no more lines follow. */
  close(): void {
    this.closed = true;
    for (const listener of this.onClosed.splice(0)) listener();
    this.onLine.length = 0;
  }

  get answer(): InvocationAnswer | undefined {
    return this.result?.answer;
  }

  get isClosed(): boolean {
    return this.closed;
  }

  /** The number of lines that did not fit into the budget. */
  get omitted(): number {
    return this.omittedLines;
  }

  /** @param listener called once when the invocation closes; never if it is closed already. */
  whenClosed(listener: () => void): void {
    if (!this.closed) this.onClosed.push(listener);
  }

  /** @param listener called with each line from now on, including those that do not fit into the budget. */
  whenLogged(listener: OnLine): void {
    this.onLine.push(listener);
  }

  /** Returns the JSON description, with parsed lines. */
  describe(): InvocationDescription {
    const { of, requestId, coldStart, result } = this;
    return {
      ...{ service: of.service, name: of.name, version: of.version },
      ...(requestId !== undefined && { requestId }),
      startedAt: this.startedAt.toISOString(),
      ...(coldStart !== undefined && { coldStart: Math.round(coldStart) }),
      ...(result && { ms: Math.round(result.ms * 1000) / 1000, answer: result.answer }),
      lines: this.lines.map((line) => describedLine(line, of)),
      omitted: this.omitted,
    };
  }

  /** @param left bytes that have to remain in the budget. */
  private reserve(bytes: number, left = 0): boolean {
    const fits = this.budget.bytes >= bytes + left;
    if (fits) this.budget.bytes -= bytes;
    return fits;
  }
}

/** Returns a parsed log line, with its stack frames mapped to source files. */
export function describedLine(
  { at, message }: LogLine,
  { codeFolder }: FunctionIdentity,
): LogLineDescription {
  return { at, ...readLogEntry(withSourceFrames(message, codeFolder)) };
}

/** Returns a short text unchanged, since a copy would cost more than the rest of a line. */
function truncated(text: string, maxBytes: number): string {
  return text.length * 3 <= maxBytes ? text : bounded(text, maxBytes);
}
