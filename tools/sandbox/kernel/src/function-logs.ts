/** The newest log lines of all functions, for clients that follow them. */
import { describedLine } from './invocation';
import type { FunctionIdentity, Invocation, LogLine, LogLineDescription } from './invocation';

/** A line in the local API; the first line of a cold start has no text. */
export interface FollowedLine extends LogLineDescription {
  /** Counts up over all functions. */
  readonly sequence: number;
  readonly service: string;
  readonly name: string;
  /** The ID of the client's request or the AWS API call that the function ran for, if there is one. */
  readonly requestId?: string;
  /** Milliseconds that the invocation waited for its code; only in the line of a cold start. */
  readonly coldStart?: number;
}

/** Selects log lines. */
export interface LinesQuery {
  readonly of: (identity: FunctionIdentity) => boolean;
  /** The sequence of the last known line. @default none, for the newest lines */
  readonly after?: number | undefined;
  /** The maximum number of lines. */
  readonly limit: number;
}

/** The part of an invocation that its lines need; the whole would retain its response and its request. */
type Origin = Pick<Invocation, 'of' | 'requestOf' | 'coldStart' | 'startedAt'>;

interface StoredLine {
  readonly sequence: number;
  readonly origin: Origin;
  /** Undefined for a cold start. */
  readonly line: LogLine | undefined;
  readonly bytes: number;
}

const MAX_LINES = 4_000;
const MAX_BYTES = 8 * 1024 * 1024;
/** Bytes of a line, in addition to its text. */
const LINE_BYTES = 128;

export class FunctionLogs {
  /** Oldest first. */
  private readonly stored: StoredLine[] = [];
  private bytes = 0;
  private sequence = 0;
  private readonly waiting = new Set<() => void>();

  /** Records the lines of an invocation from now on. It must be attached to its request already. */
  follow(invocation: Invocation): void {
    const { of, requestOf, coldStart, startedAt } = invocation;
    const origin = { of, requestOf, coldStart, startedAt };
    if (coldStart !== undefined) this.store(origin, undefined);
    invocation.whenLogged((line) => this.store(origin, line));
  }

  /** The sequence of the newest line, or 0. */
  get last(): number {
    return this.sequence;
  }

  /** Returns lines, oldest first. They are parsed only here. */
  lines({ of, after, limit }: LinesQuery): readonly FollowedLine[] {
    const wanted = this.stored.filter(
      ({ sequence, origin }) => sequence > (after ?? 0) && of(origin.of),
    );
    const some = after === undefined ? wanted.slice(-limit) : wanted.slice(0, limit);
    return some.map(described);
  }

  /** Resolves at the next line, or after a number of milliseconds. */
  next(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.waiting.add(wake);
    });
  }

  private store(origin: Origin, line: LogLine | undefined): void {
    const bytes = LINE_BYTES + (line?.message.length ?? 0);
    this.stored.push({ sequence: ++this.sequence, origin, line, bytes });
    this.bytes += bytes;
    while (this.stored.length > MAX_LINES || this.bytes > MAX_BYTES) {
      this.bytes -= this.stored.shift()?.bytes ?? 0;
    }
    for (const wake of this.waiting) wake();
  }
}

function described({ sequence, origin, line }: StoredLine): FollowedLine {
  const { of, requestOf, coldStart, startedAt } = origin;
  const source = {
    ...{ sequence, service: of.service, name: of.name },
    ...(requestOf !== undefined && { requestId: requestOf }),
  };
  if (line) return { ...source, ...describedLine(line, of) };
  const milliseconds = Math.round(coldStart ?? 0);
  // The cold start began before the lines that the code logged while it loaded.
  const at = startedAt.getTime() - milliseconds;
  return { ...source, at, text: '', fields: {}, errors: [], coldStart: milliseconds };
}
