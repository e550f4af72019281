/** A time limit that is suspended while a debugger has paused the process. */

/** Something that can be paused, such as a process at a breakpoint. */
export interface Pausable {
  readonly isPaused: boolean;
  /** Calls a listener whenever it pauses or resumes. Returns a function that removes the listener. */
  whenChanged(listener: () => void): () => void;
}

export class TimeLimit {
  private timer: NodeJS.Timeout | undefined;
  private startedAt = 0;
  private readonly removeListener: (() => void) | undefined;

  /**
   * @param left milliseconds.
   * @param onOver called once when they have passed, not counting paused time.
   * @param pausable what the limit applies to. @default something that never pauses
   */
  constructor(
    private left: number,
    private readonly onOver: () => void,
    private readonly pausable?: Pausable,
  ) {
    this.removeListener = pausable?.whenChanged(() => this.follow());
    this.follow();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.removeListener?.();
  }

  private follow(): void {
    if (this.timer !== undefined) this.left -= performance.now() - this.startedAt;
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.pausable?.isPaused === true) return;
    this.startedAt = performance.now();
    this.timer = setTimeout(() => {
      this.removeListener?.();
      this.onOver();
    }, this.left);
  }
}
