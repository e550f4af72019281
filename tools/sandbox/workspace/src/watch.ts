/**
 * What a saved source does to the running sandbox: at once, the functions that are made of it get
 * their new code; a moment later, the stacks that it is part of are synthesized and updated, so that
 * what runs is again what would be deployed.
 */
import type { BuiltFunction, FunctionBuilder } from './function-builder';

export interface WatchProps {
  readonly builder: Pick<FunctionBuilder, 'rebuild'>;
  /** Puts new code under the functions that are made of a source; returns how many there are. */
  reload(built: BuiltFunction): number;
  /**
   * Synthesizes the stacks that saved files are part of.
   *
   * @param signal is aborted when the watch stops, or more is saved meanwhile.
   * @throws {Error} with what the synthesis said, and when it was aborted.
   */
  synthesize(files: readonly string[], signal: AbortSignal): Promise<void>;
  /** Updates the stacks to what is synthesized; one that it is already is left alone. */
  redeploy(): Promise<void>;
  print(line: string): void;
  /** Milliseconds without a save before stacks are synthesized. @default 1000 */
  readonly pause?: number;
}

/** Longer than a reload takes, so that a synthesis does not slow it down. */
const PAUSE = 1000;

export class Watch {
  /** Saved, and not yet part of a synthesis. */
  private readonly waiting = new Set<string>();
  /** Reloaded, and not yet part of a deployed stack; by entry point. */
  private readonly ahead = new Map<string, BuiltFunction>();
  /** When the first file was saved that no build has begun with, in milliseconds. */
  private unbuiltSince: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private reloading: Promise<void> = Promise.resolve();
  private working: Promise<void> = Promise.resolve();
  private synthesis = new AbortController();
  private stopped = false;

  constructor(private readonly props: WatchProps) {}

  /** Builds the sources as they are now, against which later builds are compared. */
  begin(): Promise<void> {
    this.reloading = this.reloading.then(() =>
      this.reportErrors(async () => {
        await this.props.builder.rebuild();
      }),
    );
    return this.reloading;
  }

  /** @param files paths relative to the workspace's root. */
  saved(files: readonly string[]): void {
    this.synthesis.abort();
    for (const file of files) this.waiting.add(file);
    this.unbuiltSince ??= performance.now();
    // One build after the other: what is saved during one may be missing in it.
    this.reloading = this.reloading.then(() => this.reportErrors(() => this.reload()));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.queueUpdate(), this.props.pause ?? PAUSE);
  }

  /** Ends when what has begun is done; nothing more begins. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.synthesis.abort();
    clearTimeout(this.timer);
    await Promise.all([this.reloading, this.working]);
  }

  private async reload(): Promise<void> {
    const since = this.unbuiltSince;
    if (this.stopped || since === undefined) return;
    this.unbuiltSince = undefined;
    const built = await this.props.builder.rebuild();
    for (const one of built) this.ahead.set(one.source.entryPoint, one);
    const reloaded = built.filter((one) => this.props.reload(one) > 0);
    if (reloaded.length === 0) return;
    const names = reloaded.map(({ source }) => `${source.project.split('/')[1]} ${source.name}`);
    const took = (performance.now() - since).toFixed(0);
    this.props.print(`Reloaded in ${took} ms: ${names.join(', ')}`);
  }

  private queueUpdate(): void {
    this.working = this.working.then(() => this.reportErrors(() => this.update()));
  }

  private async update(): Promise<void> {
    if (this.stopped || this.waiting.size === 0) return;
    const files = [...this.waiting].sort();
    this.waiting.clear();
    const included = [...this.ahead];
    this.synthesis = new AbortController();
    const { signal } = this.synthesis;
    try {
      await this.props.synthesize(files, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      // What was saved meanwhile is synthesized together with these.
      for (const file of files) this.waiting.add(file);
      return;
    }
    await this.redeploy(included);
  }

  /** A deployment puts its own code under each function: newer code is put back over it. */
  private async redeploy(included: readonly (readonly [string, BuiltFunction])[]): Promise<void> {
    try {
      await this.props.redeploy();
      for (const [name, built] of included) {
        if (this.ahead.get(name) === built) this.ahead.delete(name);
      }
    } finally {
      for (const built of this.ahead.values()) this.props.reload(built);
    }
  }

  /** An error in a source file is reported; the previous code keeps running. */
  private async reportErrors(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // What was under way was ended on purpose.
      if (this.stopped) return;
      this.props.print(`Not updated: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
