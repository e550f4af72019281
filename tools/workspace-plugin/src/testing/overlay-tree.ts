/** A tree on top of a read-only folder, whose changes stay in memory. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FileChange, Tree } from '@nx/devkit';

/** Generators write to it as to a workspace; `listChanges` returns their changes. */
export class OverlayTree implements Tree {
  /** Differences from the folder, by path; null for deleted files. */
  private readonly changed = new Map<string, Buffer | null>();

  constructor(readonly root: string) {}

  read(path: string): Buffer | null;
  read(path: string, encoding: BufferEncoding): string | null;
  read(path: string, encoding?: BufferEncoding): Buffer | string | null {
    const file = normalized(path);
    const content = this.changed.has(file) ? (this.changed.get(file) ?? null) : this.onDisk(file);
    return encoding === undefined ? content : (content?.toString(encoding) ?? null);
  }

  write(path: string, content: Buffer | string): void {
    const file = normalized(path);
    const written = Buffer.from(content);
    if (this.onDisk(file)?.equals(written)) this.changed.delete(file);
    else this.changed.set(file, written);
  }

  exists(path: string): boolean {
    return this.isFile(path) || this.children(path).length > 0;
  }

  isFile(path: string): boolean {
    return this.read(path) !== null;
  }

  children(path: string): string[] {
    const folder = normalized(path);
    const onDisk = isFolder(join(this.root, folder)) ? readdirSync(join(this.root, folder)) : [];
    const start = folder === '' ? '' : `${folder}/`;
    const written = [...this.changed.keys()]
      .filter((file) => file.startsWith(start))
      .map((file) => file.slice(start.length).split('/')[0] ?? '');
    const names = [...new Set([...onDisk, ...written])];
    return names.filter((name) => this.exists(`${start}${name}`)).sort();
  }

  delete(path: string): void {
    const file = normalized(path);
    for (const child of this.isFile(file) ? [] : this.children(file)) {
      this.delete(`${file}/${child}`);
    }
    if (this.onDisk(file) === null) this.changed.delete(file);
    else this.changed.set(file, null);
  }

  rename(from: string, to: string): void {
    const content = this.read(from);
    if (content === null) throw new Error(`${from} is missing`);
    this.write(to, content);
    this.delete(from);
  }

  changePermissions(): void {
    throw new Error('no generator changes permissions');
  }

  listChanges(): FileChange[] {
    return [...this.changed].map(([path, content]) => {
      const type = content === null ? 'DELETE' : this.onDisk(path) === null ? 'CREATE' : 'UPDATE';
      return { path, type, content };
    });
  }

  private onDisk(file: string): Buffer | null {
    const path = join(this.root, file);
    return existsSync(path) && !isFolder(path) ? readFileSync(path) : null;
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function normalized(path: string): string {
  return path.replace(/^(\.?\/)+|\/+$/g, '').replace(/^\.$/, '');
}
