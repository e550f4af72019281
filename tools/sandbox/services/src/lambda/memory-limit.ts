/**
 * The memory limit of an execution environment: a process that exceeds its function's memory is
 * killed, as in Lambda. V8's heap is limited to the function's memory, too, so that it collects
 * garbage before that.
 *
 * If the operating system reports no peak, such as macOS, only memory in use during an invocation
 * counts.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Milliseconds between two checks of a process that runs an invocation. */
const INTERVAL = 100;

const KIB_PER_MB = 1024;
const REPORTS_PEAK = existsSync('/proc/self/status');

/** Returns the Node.js options for a function's memory in MB. */
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

  /** Returns whether the process has exceeded its limit, as far as the operating system reports. */
  get wasExceeded(): boolean {
    if (REPORTS_PEAK) this.highest = Math.max(this.highest, peak(this.pid));
    return this.highest > this.memorySize * KIB_PER_MB;
  }

  /**
   * The observed peak of the process's memory in MB; undefined if the operating system reports
   * none.
   */
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

/** Returns the memory of a process in KiB; 0 for an ended process. */
function peak(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
