/**
 * Tracks the files in folders, and detects changes since the previous check. File system events only trigger
 * a check: they may be late, duplicate, without a name or lost, as when many files change at once. Changes
 * are detected by comparison. Each folder is watched separately, since on Linux Node.js's recursive watch
 * loses a file that was replaced by renaming, as many editors save.
 */
import {
  readdirSync,
  realpathSync,
  statSync,
  watch,
  type BigIntStats,
  type FSWatcher,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';

export interface SourceTreeProps {
  /** Absolute paths. */
  readonly roots: readonly string[];
  /** Returns whether to watch folders with this name. */
  readonly isWatched: (name: string) => boolean;
  /** Called when something may have changed in a folder. */
  readonly onEvent: (folder: string) => void;
  /** Called when a folder can't be watched, as when the system's limit of watches is reached. */
  readonly onError: (error: Error) => void;
}

interface Entry {
  readonly isFolder: boolean;
  /** Changes with the inode, size or modification time. */
  readonly signature: string;
}

interface Folder {
  /** Identifies the watched folder; differs for another folder at the same path. */
  signature: string;
  readonly watchers: Map<string, FSWatcher>;
  entries: ReadonlyMap<string, Entry>;
}

export class SourceTree {
  private readonly folders = new Map<string, Folder>();
  private hasFailed = false;

  /** Starts watching. */
  constructor(private readonly props: SourceTreeProps) {
    this.changed();
  }

  /**
   * Checks folders, and returns the absolute paths of files that were written, added or removed since the
   * previous check, including those in added and removed folders.
   *
   * @param folders absolute paths. @default all
   */
  changed(folders?: Iterable<string>): readonly string[] {
    if (folders === undefined) return this.props.roots.flatMap((root) => this.scan(root, true));
    return [...folders].flatMap((folder) => this.scan(folder, false));
  }

  stop(): void {
    for (const folder of [...this.folders.keys()]) this.close(folder);
  }

  private scan(path: string, isDeep: boolean): readonly string[] {
    const found = entryOf(path);
    if (found?.isFolder !== true) return this.forget(path);
    const folder = this.folders.get(path) ?? {
      signature: '',
      watchers: new Map(),
      entries: new Map(),
    };
    this.folders.set(path, folder);
    if (folder.signature !== found.signature) this.open(path, folder, found.signature);
    return this.compare(path, folder, isDeep);
  }

  private compare(path: string, folder: Folder, isDeep: boolean): readonly string[] {
    const before = folder.entries;
    folder.entries = this.entriesOf(path, folder);
    const names = new Set([...before.keys(), ...folder.entries.keys()]);
    return [...names].flatMap((name) => {
      const [old, now] = [before.get(name), folder.entries.get(name)];
      const isSame = old?.signature === now?.signature;
      const child = join(path, name);
      if (now?.isFolder) return isSame && !isDeep ? [] : this.scan(child, isDeep);
      const removed = old?.isFolder ? this.forget(child) : [];
      return isSame || (old?.isFolder && !now) ? removed : [...removed, child];
    });
  }

  private entriesOf(path: string, folder: Folder): ReadonlyMap<string, Entry> {
    const entries = new Map<string, Entry>();
    for (const { name, isLink } of namesIn(path)) {
      const child = join(path, name);
      const entry = entryOf(child);
      if (!entry || (entry.isFolder && !this.props.isWatched(name))) continue;
      if (isLink && !this.follow(path, child, entry, folder)) continue;
      entries.set(name, entry);
    }
    return entries;
  }

  /**
   * Follows links: a linked file is saved in another folder. A link to one of its own parent folders is
   * ignored.
   */
  private follow(path: string, child: string, { isFolder }: Entry, folder: Folder): boolean {
    const [target, here] = [realPath(child), realPath(path)];
    if (!isFolder) this.watch(path, dirname(target), folder);
    return !isFolder || !`${here}${sep}`.startsWith(`${target}${sep}`);
  }

  /** Watches before the check that follows, so that no change is missed. */
  private open(path: string, folder: Folder, signature: string): void {
    for (const watcher of folder.watchers.values()) watcher.close();
    folder.watchers.clear();
    folder.signature = signature;
    this.watch(path, path, folder);
  }

  private watch(path: string, watched: string, folder: Folder): void {
    if (folder.watchers.has(watched)) return;
    try {
      const watcher = watch(watched, (_event, name) => {
        // The folder was deleted or renamed; its watch does not report changes of a new folder at the same
        // path.
        if (name === basename(watched)) folder.signature = '';
        this.props.onEvent(path);
      });
      watcher.on('error', () => {
        folder.signature = '';
        this.props.onEvent(path);
      });
      folder.watchers.set(watched, watcher);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.fail(error as Error);
    }
  }

  /** Reports only the first error: a limit that is reached affects all further folders. */
  private fail(error: Error): void {
    if (!this.hasFailed) this.props.onError(error);
    this.hasFailed = true;
  }

  /** Returns the files of a folder that is no longer there. */
  private forget(path: string): readonly string[] {
    const entries = this.folders.get(path)?.entries ?? new Map<string, Entry>();
    this.close(path);
    return [...entries].flatMap(([name, { isFolder }]) =>
      isFolder ? this.forget(join(path, name)) : [join(path, name)],
    );
  }

  private close(path: string): void {
    for (const watcher of this.folders.get(path)?.watchers.values() ?? []) watcher.close();
    this.folders.delete(path);
  }
}

function namesIn(folder: string): readonly { readonly name: string; readonly isLink: boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      isLink: entry.isSymbolicLink(),
    }));
  } catch {
    // Deleted since its parent was read: reported for the parent.
    return [];
  }
}

/**
 * Returns the file or folder at a path, or undefined. A folder's signature does not depend on its files; a
 * new folder may have the inode of a deleted one.
 */
function entryOf(path: string): Entry | undefined {
  const found = statOf(path);
  if (!found) return undefined;
  const { dev, ino, size, birthtimeNs, mtimeNs, ctimeNs } = found;
  if (found.isDirectory()) return { isFolder: true, signature: [dev, ino, birthtimeNs].join(' ') };
  return { isFolder: false, signature: [dev, ino, size, mtimeNs, ctimeNs].join(' ') };
}

/** Returns undefined also for a link to itself, and without permission. */
function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

/** Returns the real path, or the path itself when it has just been deleted. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
