/**
 * The assets of one account's stacks by S3 object key, like the bootstrap bucket in AWS. Functions run from
 * these copies, so they outlive their cloud assembly.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Dirent,
} from 'node:fs';
import { basename, join, relative } from 'node:path';
import {
  makePrivateFolder,
  removeIfPossible,
  writePrivateFile,
} from '@sandbox/kernel/files/private-files';
import { makeTreePrivate } from '@sandbox/kernel/files/private-tree';
import { withSourceRoot } from '@sandbox/kernel/files/source-map';
import { within } from '@sandbox/kernel/files/within';
import { assertLinkWithin } from './assembly-file';

/** A stored asset: its S3 object key, and its folder or file. */
export interface Asset {
  readonly objectKey: string;
  readonly path: string;
}

export class AssetStore {
  /**
   * @param folder owned by the store; functions run in it.
   * @param prepare called with the folder before an asset is stored in it.
   */
  constructor(
    private readonly folder: string,
    private readonly prepare: (folder: string) => void,
  ) {}

  /** Returns the folder or file of a stored asset; undefined if there is none. */
  find(objectKey: string): string | undefined {
    const path = this.pathOf(objectKey);
    return existsSync(path) ? path : undefined;
  }

  /**
   * Returns the folder or file of an asset, and stores a copy first unless there is one: its key is a hash of its
   * content.
   *
   * @param sources the assets of a deployment: folder or file by S3 object key.
   * @throws {Error} when there is no such asset, a link in it leads out of it, or it can't be copied; no partial
   *   copy remains.
   */
  findOrAdd(objectKey: string, sources: ReadonlyMap<string, string>): string {
    const source = sources.get(objectKey);
    const stored = this.find(objectKey);
    if (stored !== undefined) return stored;
    if (source === undefined) throw new Error(`the assembly has no asset ${objectKey}`);
    return this.add(objectKey, source);
  }

  /**
   * Stores the inline source code of a function. Returns its key and its folder.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
   */
  addInline(source: string): Asset {
    const objectKey = `inline-${createHash('sha256').update(source).digest('hex')}`;
    const path = this.pathOf(objectKey);
    makePrivateFolder(this.folder);
    this.prepare(this.folder);
    makePrivateFolder(path);
    writePrivateFile(join(path, 'index.js'), source);
    return { objectKey, path };
  }

  /** Removes the assets whose keys are in none of these texts. */
  removeUnreferenced(texts: readonly string[]): void {
    if (!existsSync(this.folder)) return;
    for (const name of readdirSync(this.folder)) {
      const isUsed = name === 'node_modules' || texts.some((text) => text.includes(name));
      if (!isUsed) rmSync(join(this.folder, name), { recursive: true });
    }
  }

  private add(objectKey: string, source: string): string {
    const path = this.pathOf(objectKey);
    const temporary = `${path}.new`;
    makePrivateFolder(this.folder);
    this.prepare(this.folder);
    try {
      rmSync(temporary, { recursive: true, force: true });
      copyAsset(objectKey, source, temporary);
      renameSync(temporary, path);
    } catch (error) {
      removeIfPossible(temporary);
      throw error;
    }
    return path;
  }

  private pathOf(objectKey: string): string {
    return within(this.folder, basename(objectKey));
  }
}

function copyAsset(objectKey: string, source: string, copy: string): void {
  cpSync(source, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => {
      assertLinkWithin(source, file, `the asset ${objectKey}`);
      return true;
    },
  });
  rewriteSourceRoots(source, copy);
  makeTreePrivate(copy);
}

/** Sets the source roots of source maps, since their relative paths would not resolve from the copy. */
function rewriteSourceRoots(source: string, copy: string): void {
  if (!statSync(copy).isDirectory()) return;
  const files = readdirSync(copy, { recursive: true, withFileTypes: true });
  for (const file of files.filter(isMap)) {
    const path = join(file.parentPath, file.name);
    const folder = relative(copy, file.parentPath);
    // Packages have thousands of files.
    if (folder.includes('node_modules')) continue;
    writeFileSync(path, withSourceRoot(readFileSync(path, 'utf8'), join(source, folder)));
  }
}

function isMap(file: Dirent): boolean {
  return file.isFile() && /\.[cm]?js\.map$/.test(file.name);
}
