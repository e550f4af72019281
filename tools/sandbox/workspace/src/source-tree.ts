/**
 * What is in some folders, and what has changed there since the last look. Events of the file system
 * only say when to look: they come late, twice, without a name or not at all, as when many files change
 * at once; what has changed is seen by comparing. Each folder is watched by itself, since on Linux
 * Node.js's recursive watch loses a file that was replaced by renaming, as many editors save.
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
  /** Whether to look into a folder of this name. */
  readonly isWatched: (name: string) => boolean;
  /** Told that something may have changed in a folder. */
  readonly onEvent: (folder: string) => void;
  /** Told when a folder can't be watched, as when the system's limit of watches is reached. */
  readonly onError: (error: Error) => void;
}

interface Entry {
  readonly isFolder: boolean;
  /** Another one for another inode, size or time. */
  readonly signature: string;
}

interface Folder {
  /** Of what is watched: another one where another folder was put in its place. */
  signature: string;
  readonly watchers: Map<string, FSWatcher>;
  entries: ReadonlyMap<string, Entry>;
}

export class SourceTree {
  private readonly folders = new Map<string, Folder>();
  private hasFailed = false;

  /** Begins to watch. */
  constructor(private readonly props: SourceTreeProps) {
    this.changed();
  }

  /**
   * Looks at folders, and returns the files there that were written, added or removed since the last
   * look, as absolute paths. What is in a folder that has come or gone belongs to it.
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
      const gone = old?.isFolder ? this.forget(child) : [];
      return isSame || (old?.isFolder && !now) ? gone : [...gone, child];
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

  /** A linked file is saved in another folder; a link to a folder that it is in leads nowhere new. */
  private follow(path: string, child: string, { isFolder }: Entry, folder: Folder): boolean {
    const [target, here] = [realPath(child), realPath(path)];
    if (!isFolder) this.watch(path, dirname(target), folder);
    return !isFolder || !`${here}${sep}`.startsWith(`${target}${sep}`);
  }

  /** Watches first, so that nothing is missed before the look that follows. */
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
        // Deleted or renamed: this watch is of no use to a folder that takes its place.
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

  /** Once: a limit that is reached is reached for every folder after it. */
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
    // Deleted since its parent was read: its parent tells.
    return [];
  }
}

/**
 * What a path leads to; undefined where it leads to nothing. A folder stays the same as its files change;
 * one that is created again may have the inode of the one before it.
 */
function entryOf(path: string): Entry | undefined {
  const found = statOf(path);
  if (!found) return undefined;
  const { dev, ino, size, birthtimeNs, mtimeNs, ctimeNs } = found;
  if (found.isDirectory()) return { isFolder: true, signature: [dev, ino, birthtimeNs].join(' ') };
  return { isFolder: false, signature: [dev, ino, size, mtimeNs, ctimeNs].join(' ') };
}

/** Undefined also for a link to itself, and where there is no permission to look. */
function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

/** The path as it is where it has just been deleted. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
