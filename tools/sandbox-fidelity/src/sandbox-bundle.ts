/**
 * Bundles the sandbox from its sources, as they are or with a snippet replaced, and loads it. The
 * tests and the mutation run use it the same way, so that a mutant differs in its snippet only.
 */
import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readFile } from 'node:fs/promises';
import { build, type Plugin } from 'esbuild';
import type { Sandbox } from '@sandbox/core';

/** The folder of the sandbox's sources. */
export const sandboxSources = resolve(__dirname, '../../sandbox');

/** One place in the sources that stands otherwise in the bundle. */
export interface Replacement {
  /** Below the sandbox's sources. */
  readonly file: string;
  /** As it stands there; it has to be there exactly once. */
  readonly snippet: string;
  readonly replacement: string;
}

/** The sandbox's own API, as a bundle exports it. */
export interface SandboxModule {
  readonly Sandbox: typeof Sandbox;
}

/**
 * Bundles into a folder of its own, and loads what it bundled.
 *
 * @param replacements at most one for each file.
 * @throws {Error} when a snippet to be replaced is not there exactly once, or the result is no
 *   valid TypeScript.
 */
export async function bundledSandbox(
  folder: string,
  replacements: readonly Replacement[] = [],
): Promise<SandboxModule> {
  await build({
    entryPoints: [join(sandboxSources, 'core/src/sandbox.ts')],
    outfile: bundleIn(folder),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    packages: 'external',
    logLevel: 'silent',
    plugins: replacements.map(replacing),
  });
  cpSync(join(sandboxSources, 'services/src/lambda/runtime'), join(folder, 'runtime'), {
    recursive: true,
  });
  return loadSandbox(folder);
}

/** Loads what has been bundled into a folder. */
export async function loadSandbox(folder: string): Promise<SandboxModule> {
  const loaded: unknown = await import(bundleIn(folder));
  if (!isSandboxModule(loaded)) throw new Error(`${bundleIn(folder)} exports no Sandbox`);
  return loaded;
}

function bundleIn(folder: string): string {
  return join(folder, 'sandbox.cjs');
}

function replacing({ file, snippet, replacement }: Replacement): Plugin {
  const path = join(sandboxSources, file);
  return {
    name: 'replacing',
    setup: (bundling) => {
      const filter = new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
      bundling.onLoad({ filter }, async () => {
        const [before = '', after, ...more] = (await readFile(path, 'utf8')).split(snippet);
        if (after === undefined) throw new Error(`${file} no longer has: ${snippet}`);
        if (more.length > 0) throw new Error(`${file} has it several times: ${snippet}`);
        return { contents: before + replacement + after, loader: 'ts' };
      });
    },
  };
}

function isSandboxModule(value: unknown): value is SandboxModule {
  return typeof value === 'object' && value !== null && 'Sandbox' in value;
}
