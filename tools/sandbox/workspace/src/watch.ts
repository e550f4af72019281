/**
 * Applies a saved source to the running sandbox: the functions that depend on it are reloaded immediately; a
 * moment later, the stacks that depend on it are synthesized and updated, so that the sandbox runs what would
 * be deployed.
 */
import type { BuiltFunction, FunctionBuilder } from './function-builder';

export interface WatchProps {
  readonly builder: Pick<FunctionBuilder, 'rebuild'>;
  /** Finds the deployed functions of the sources; called before the first build. */
  find(): void;
  /** Replaces the code of the functions of a source, and returns their number. */
  reload(built: BuiltFunction): number;
  /**
   * Synthesizes the stacks that depend on saved files.
   *
   * @param signal is aborted when the watch stops, or when more files are saved meanwhile
   * @throws {Error} with the output of the synthesis when it fails, and when it was aborted
   */
  synthesize(files: readonly string[], signal: AbortSignal): Promise<void>;
  /** Updates the stacks to the synthesized templates; skips those that are up to date. */
  redeploy(): Promise<void>;
  print(line: string): void;
  /** Milliseconds without a save before stacks are synthesized. @default 1000 */
  readonly pause?: number;
}

/** Longer than a reload takes, so that a synthesis does not slow it down. */
const PAUSE = 1000;

export class Watch {
  /** Saved files that no synthesis includes yet. */
  private readonly waiting = new Set<string>();
  /** Reloaded functions whose code is not deployed yet, by entry point. */
  private readonly ahead = new Map<string, BuiltFunction>();
  /** When the first file was saved that no build includes yet, in milliseconds. */
  private unbuiltSince: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private reloading: Promise<void> = Promise.resolve();
  private working: Promise<void> = Promise.resolve();
  private synthesis = new AbortController();
  private stopped = false;

  constructor(private readonly props: WatchProps) {}

  /** Builds the current sources, as the base that later builds are compared with. */
  begin(): Promise<void> {
    this.reloading = this.reloading.then(() =>
      this.reportErrors(async () => {
        if (this.stopped) return;
        this.props.find();
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
    // Builds run one after the other: a save during a build may be missing in it.
    this.reloading = this.reloading.then(() => this.reportErrors(() => this.reload()));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.queueUpdate(), this.props.pause ?? PAUSE);
  }

  /** Starts nothing more, and resolves when the work in progress is done. */
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
      // Files that were saved meanwhile are synthesized together with these.
      for (const file of files) this.waiting.add(file);
      return;
    }
    await this.redeploy(included);
  }

  /** A deployment replaces the code of each function, so newer reloaded code is restored after it. */
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
      // The work was cancelled by the stop.
      if (this.stopped) return;
      this.props.print(`Not updated: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
