/**
 * The memory of an execution environment: a process that takes more than its function has is killed,
 * as in Lambda. V8's heap is bounded by the function's memory too, so that it collects garbage before
 * that.
 *
 * Where the system tells no peak, as macOS does, only what is taken while an invocation runs counts.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Milliseconds between two looks at a process that runs an invocation. */
const INTERVAL = 100;

const KIB_PER_MB = 1024;
const REPORTS_PEAK = existsSync('/proc/self/status');

/** What Node.js is started with for a function's memory in MB. */
export function heapOptions(memorySize: number): readonly string[] {
  const young = Math.max(1, Math.floor(memorySize / 20));
  return [`--max-semi-space-size=${young}`, `--max-old-space-size=${memorySize - 2 * young}`];
}

export class MemoryLimit {
  private timer: NodeJS.Timeout | undefined;
  /** KiB. */
  private highest = 0;

  /** @param memorySize MB. */
  constructor(
    private readonly pid: number,
    private readonly memorySize: number,
    private readonly onExceeded: () => void,
  ) {}

  /** Watches the process until `stop`. */
  start(): void {
    this.timer = setInterval(() => this.check(), INTERVAL).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Whether the process has ever taken more than it may, as far as the system tells. */
  get wasExceeded(): boolean {
    if (REPORTS_PEAK) this.highest = Math.max(this.highest, peak(this.pid));
    return this.highest > this.memorySize * KIB_PER_MB;
  }

  /** The most that the process was seen to have taken, in MB; undefined if the system reports none. */
  get used(): number | undefined {
    return this.highest === 0 ? undefined : Math.ceil(this.highest / KIB_PER_MB);
  }

  private check(): void {
    if (REPORTS_PEAK) {
      if (this.wasExceeded) this.onExceeded();
      return;
    }
    execFile('ps', ['-o', 'rss=', '-p', String(this.pid)], (_error, output) => {
      if (Number(output) > this.memorySize * KIB_PER_MB) this.onExceeded();
    });
  }
}

/** In KiB; 0 for a process that is gone. */
function peak(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
