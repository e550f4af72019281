/**
 * One invocation of a function as the terminal, `explain` and the console tell it: how it started,
 * what it logged and what it answered. Lines are kept as the function wrote them; they are read and
 * formatted only when somebody asks.
 */
import { readLogEntry, type LogEntry } from './log-entry';
import { bounded } from './printable';
import { withSourceFrames } from './source-frames';

/** Which function, and which of its versions. */
export interface FunctionIdentity {
  /** What its stack is for, such as `food`. */
  readonly service: string;
  /** Its own name in that stack, such as `place-order`. */
  readonly name: string;
  /** Without a qualifier. */
  readonly arn: string;
  readonly version: string;
  /** The folder of the code that runs, which stack traces point into. */
  readonly codeFolder: string;
}

/** A log event of a function. */
export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** As it is in CloudWatch Logs, of at most {@link MAX_LINE_BYTES}. */
  readonly message: string;
}

/** What an invocation came to. */
export interface InvocationAnswer {
  readonly kind: 'response' | 'error';
  /** JSON text of at most {@link MAX_ANSWER_BYTES}, cut off beyond that. */
  readonly payload: string;
}

/** How an invocation began. */
export interface InvocationStart {
  /** Lambda's request ID; undefined for what was logged while code was loaded that was never invoked. */
  readonly requestId: string | undefined;
  /** As in the header `X-Amzn-Trace-Id`. */
  readonly traceId: string;
  /** Milliseconds that it waited for the code to load; undefined for a warm start. */
  readonly coldStart: number | undefined;
}

/** What an invocation needs to know of the request that it is part of. */
export interface RequestOfInvocation {
  readonly requestId: string;
  readonly isOfClient: boolean;
}

/** Bytes that are left for what is kept together. */
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
  /** How many further lines there was no room for. */
  readonly omitted: number;
}

const MAX_LINE_BYTES = 8 * 1024;
const MAX_ANSWER_BYTES = 8 * 1024;
/** Bytes of lines and answer, where the invocation belongs to no request. */
const MAX_BYTES = 32 * 1024;
/** Bytes that a line takes beside its text. */
const LINE_BYTES = 64;
/** Bytes that lines leave to the answer, and to the hops behind the function. */
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
  private dropped = 0;
  private over: { readonly answer: InvocationAnswer; readonly ms: number } | undefined;
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
   * @param budget that the bytes of lines and response are taken from.
   */
  attachTo(request: RequestOfInvocation, room: ByteBudget): void {
    // Not the request itself, which a retained line would keep in memory with its whole trace.
    this.request = { requestId: request.requestId, isOfClient: request.isOfClient };
    this.budget = room;
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
    const line = { at, message: kept(message, MAX_LINE_BYTES) };
    if (this.reserve(LINE_BYTES + line.message.length, LEFT_BYTES)) this.lines.push(line);
    else this.dropped++;
    for (const tell of this.onLine) tell(line);
  }

  /** @param payload JSON text. */
  answered(kind: InvocationAnswer['kind'], payload: string): void {
    const text = kept(payload, MAX_ANSWER_BYTES);
    const answer = { kind, payload: this.reserve(text.length) ? text : '' };
    this.over = { answer, ms: performance.now() - this.begunAt };
  }

  /** Closes the invocation: Lambda has written its report, so that no more lines follow. */
  close(): void {
    this.closed = true;
    for (const tell of this.onClosed.splice(0)) tell();
    this.onLine.length = 0;
  }

  get answer(): InvocationAnswer | undefined {
    return this.over?.answer;
  }

  get isClosed(): boolean {
    return this.closed;
  }

  /** How many lines did not fit into the budget. */
  get omitted(): number {
    return this.dropped;
  }

  /** @param tell called once when the invocation closes; never if it is closed already. */
  whenClosed(tell: () => void): void {
    if (!this.closed) this.onClosed.push(tell);
  }

  /** @param tell called with each line from now on, including those that the budget does not keep. */
  whenLogged(tell: OnLine): void {
    this.onLine.push(tell);
  }

  /** Returns the JSON description, with parsed lines. */
  describe(): InvocationDescription {
    const { of, requestId, coldStart, over } = this;
    return {
      ...{ service: of.service, name: of.name, version: of.version },
      ...(requestId !== undefined && { requestId }),
      startedAt: this.startedAt.toISOString(),
      ...(coldStart !== undefined && { coldStart: Math.round(coldStart) }),
      ...(over && { ms: Math.round(over.ms * 1000) / 1000, answer: over.answer }),
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
function kept(text: string, maxBytes: number): string {
  return text.length * 3 <= maxBytes ? text : bounded(text, maxBytes);
}
