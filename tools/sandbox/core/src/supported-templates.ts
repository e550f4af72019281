/**
 * The templates that a start has found to be supported, so that the next one need not check them again: most starts
 * have the templates of the one before.
 */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { StackArtifact } from '@sandbox/engine/assembly';
import { writePrivateFile } from '@sandbox/kernel/files/private-files';
import { readPrivateJson } from '@sandbox/kernel/files/private-json';

const FILE = 'supported-templates.json';

const digests = z.array(z.string());

export class SupportedTemplates {
  private readonly recorded: ReadonlySet<string>;

  /** @param dataDir the data folder, which need not exist. */
  constructor(private readonly dataDir: string) {
    this.recorded = new Set(read(join(dataDir, FILE)));
  }

  /** Returns whether this build of the sandbox has found a stack with this template to be supported. */
  has(artifact: StackArtifact): boolean {
    return this.recorded.has(digestOf(artifact));
  }

  /** Replaces the record. The data folder must exist. */
  record(artifacts: readonly StackArtifact[]): void {
    if (artifacts.every((artifact) => this.has(artifact))) return;
    const supported = artifacts.map(digestOf);
    writePrivateFile(join(this.dataDir, FILE), `${JSON.stringify(supported, null, 2)}\n`);
  }
}

/** Returns an empty list if there is no readable file: the templates are checked again then. */
function read(file: string): readonly string[] {
  try {
    return readPrivateJson(file, digests) ?? [];
  } catch {
    return [];
  }
}

/** Changes with the code of the sandbox: the bundle that this module is in. */
const BUILD = (() => {
  const { mtimeMs, size } = statSync(__filename);
  return `${mtimeMs} ${size}`;
})();

const known = new WeakMap<StackArtifact, string>();

function digestOf(artifact: StackArtifact): string {
  const { name, account, region, template } = artifact;
  const parts = () => JSON.stringify([BUILD, name, account, region, template]);
  const digest = known.get(artifact) ?? createHash('sha256').update(parts()).digest('hex');
  known.set(artifact, digest);
  return digest;
}
