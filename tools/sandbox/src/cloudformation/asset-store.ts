/**
 * The assets of one account's stacks, by their S3 object keys: what the bootstrap bucket is in AWS. A
 * stack keeps running from here when its cloud assembly is synthesized anew or gone.
 */
import { cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makePrivateFolder, removeIfPossible } from '../files/private-files';
import { makeTreePrivate } from '../files/private-tree';
import { within } from '../files/within';
import { provideRuntimeModules } from '../services/lambda/runtime-modules';
import { assertLeadsWithin } from './assembly-file';

export class AssetStore {
  /** @param folder made and kept by the store; functions run in it. */
  constructor(private readonly folder: string) {}

  /** The folder or file of an asset that was taken before. */
  find(objectKey: string): string | undefined {
    const kept = this.pathOf(objectKey);
    return existsSync(kept) ? kept : undefined;
  }

  /**
   * Copies an asset unless it is there: its key is a hash of what it holds. Returns the copy's path.
   *
   * @throws {Error} when a link in it leads out of it, or it can't be copied; nothing is left of it then.
   */
  take(objectKey: string, source: string): string {
    const kept = this.pathOf(objectKey);
    if (existsSync(kept)) return kept;
    const copying = `${kept}.new`;
    makePrivateFolder(this.folder);
    provideRuntimeModules(this.folder);
    try {
      rmSync(copying, { recursive: true, force: true });
      copyAsset(objectKey, source, copying);
      renameSync(copying, kept);
    } catch (error) {
      removeIfPossible(copying);
      throw error;
    }
    return kept;
  }

  /** Removes the assets that none of these texts names. */
  keepOnlyThoseIn(texts: readonly string[]): void {
    if (!existsSync(this.folder)) return;
    for (const name of readdirSync(this.folder)) {
      const isUsed = name === 'node_modules' || texts.some((text) => text.includes(name));
      if (!isUsed) rmSync(join(this.folder, name), { recursive: true, force: true });
    }
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
      assertLeadsWithin(source, file, `the asset ${objectKey}`);
      return true;
    },
  });
  makeTreePrivate(copy);
}
