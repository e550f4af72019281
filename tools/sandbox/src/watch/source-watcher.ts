/** Tells when a source of the workspace's apps and libraries has been saved. */
import { watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['apps', 'libs'];

/** Milliseconds: an editor's save is several events, and 'save all' several files. */
const SETTLING = 15;

/** What is deployed comes of these; tests don't change it. */
const SOURCE = /\.(ts|mts|js|mjs|cjs|json)$/;
const NO_SOURCE = /(^|\/)(node_modules|dist|testing|\.[^/]+)\/|\.spec\.[a-z]+$|(^|\/)\.[^/]*$/;

export function isSource(file: string): boolean {
  return SOURCE.test(file) && !NO_SOURCE.test(file);
}

export class SourceWatcher {
  private readonly watchers: readonly FSWatcher[];
  private readonly saved = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param onSaved gets the paths of the saved files, relative to the workspace's root.
   * @param onError is told when a folder can't be watched any longer, as when the system's limit of
   *   watched files is reached.
   */
  constructor(
    workspaceRoot: string,
    private readonly onSaved: (files: readonly string[]) => void,
    onError: (error: Error) => void,
  ) {
    this.watchers = FOLDERS.map((folder) =>
      watch(join(workspaceRoot, folder), { recursive: true }, (_event, file) => {
        if (file !== null) this.note(`${folder}/${file.replaceAll('\\', '/')}`);
      }).on('error', onError),
    );
  }

  stop(): void {
    clearTimeout(this.timer);
    for (const watcher of this.watchers) watcher.close();
  }

  private note(file: string): void {
    if (!isSource(file)) return;
    this.saved.add(file);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const files = [...this.saved].sort();
      this.saved.clear();
      this.onSaved(files);
    }, SETTLING);
  }
}
