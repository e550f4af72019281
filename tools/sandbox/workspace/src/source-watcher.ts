/** Reports when a source file of the workspace's apps and libraries has been saved. */
import { watch, type FSWatcher } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { SourceTree } from './source-tree';

const FOLDERS = ['apps', 'libs'];

/**
 * Milliseconds without an event before a check: a save causes several events, 'save all' or a branch switch
 * changes several files.
 */
const SETTLING = 15;

/** Maximum milliseconds from the first event to the check. */
const LATEST = 150;

/**
 * Milliseconds from the last event to another check of all folders: the system drops events when too many are
 * queued.
 */
const RECHECK = 500;

/** Files that deployed code depends on; tests and documents are not among them. */
const SOURCE = /\.(ts|mts|js|mjs|cjs|json)$/;
const NO_SOURCE =
  /^(apps|libs)\/[^/]+\/(test|contract)\/|(^|\/)(node_modules|dist|\.[^/]+)\/|\.spec\.[a-z]+$|(^|\/)\.[^/]*$/;
const NO_FOLDER = /^(node_modules|dist|coverage|\..*)$/;

export function isSource(file: string): boolean {
  return SOURCE.test(file) && !NO_SOURCE.test(file);
}

export class SourceWatcher {
  private readonly tree: SourceTree;
  /** Detects when `apps` or `libs` itself is renamed or restored. */
  private readonly root: FSWatcher;
  private readonly touched = new Set<string>();
  private firstEvent = 0;
  private timer: NodeJS.Timeout | undefined;
  private recheck: NodeJS.Timeout | undefined;

  /**
   * @param onSaved called with the paths of the saved files, relative to the workspace's root
   * @param onError called when a folder can't be watched, as when the system's limit of watched
   *   folders is reached.
   */
  constructor(
    private readonly workspaceRoot: string,
    private readonly onSaved: (files: readonly string[]) => void,
    onError: (error: Error) => void,
  ) {
    this.tree = new SourceTree({
      roots: FOLDERS.map((folder) => join(workspaceRoot, folder)),
      isWatched: (name) => !NO_FOLDER.test(name),
      onEvent: (folder) => this.note(folder),
      onError,
    });
    this.root = watch(workspaceRoot, (_event, name) => {
      if (name !== null && FOLDERS.includes(name)) this.note(join(workspaceRoot, name));
    }).on('error', onError);
  }

  stop(): void {
    clearTimeout(this.timer);
    clearTimeout(this.recheck);
    this.root.close();
    this.tree.stop();
  }

  private note(folder: string): void {
    const now = performance.now();
    if (this.touched.size === 0) this.firstEvent = now;
    this.touched.add(folder);
    clearTimeout(this.timer);
    clearTimeout(this.recheck);
    const remaining = this.firstEvent + LATEST - now;
    this.timer = setTimeout(() => this.scan(), Math.max(0, Math.min(SETTLING, remaining)));
    this.recheck = setTimeout(() => this.notify(this.tree.changed()), RECHECK);
  }

  private scan(): void {
    const folders = [...this.touched];
    this.touched.clear();
    this.notify(this.tree.changed(folders));
  }

  private notify(changed: readonly string[]): void {
    const files = [...new Set(changed)]
      .map((file) => relative(this.workspaceRoot, file).replaceAll(sep, '/'))
      .filter((file) => isSource(file))
      .sort();
    if (files.length > 0) this.onSaved(files);
  }
}
