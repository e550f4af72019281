/**
 * Bundles the sandbox from its sources and loads it, for the tests and the mutation run.
 */
import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { Sandbox } from '@sandbox/core';

/** The folder of the sandbox's sources. */
export const sandboxSources = resolve(__dirname, '../../sandbox');

/** The exports of the bundle. */
export interface SandboxModule {
  readonly Sandbox: typeof Sandbox;
}

/**
 * Bundles the sandbox into a folder, and loads the bundle.
 *
 * @param plugins of esbuild, which may replace sources.
 */
export async function bundledSandbox(
  folder: string,
  plugins: Plugin[] = [],
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
    plugins,
  });
  cpSync(join(sandboxSources, 'services/src/lambda/runtime'), join(folder, 'runtime'), {
    recursive: true,
  });
  return loadSandbox(folder);
}

/** Loads the bundle in a folder. @throws {Error} when it does not export `Sandbox`. */
export async function loadSandbox(folder: string): Promise<SandboxModule> {
  const loaded: unknown = await import(bundleIn(folder));
  if (!isSandboxModule(loaded)) throw new Error(`${bundleIn(folder)} exports no Sandbox`);
  return loaded;
}

function bundleIn(folder: string): string {
  return join(folder, 'sandbox.cjs');
}

function isSandboxModule(value: unknown): value is SandboxModule {
  return typeof value === 'object' && value !== null && 'Sandbox' in value;
}
