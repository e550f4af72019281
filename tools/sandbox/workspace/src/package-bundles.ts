/**
 * Bundles the packages that functions import, separately from the functions' code, and keeps them for the
 * next start: bundling them takes ten times as long as building that code, and several times its memory.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type * as Esbuild from 'esbuild';
import type { Plugin } from 'esbuild';
import { makePrivateFolder } from '@sandbox/kernel/files/private-files';
import { buildOptions } from './build-options';
import { reexports, type PackageImports } from './package-imports';

export interface PackageBundlesProps {
  readonly workspaceRoot: string;
  /** The parent folder; each set of packages has a folder in it. */
  readonly folder: string;
}

export interface PackageBundle {
  /** Folder with a module for each package, named by {@link packageModule}. */
  readonly folder: string;
  /** Whether the bundle was just built. */
  readonly isNew: boolean;
}

export class PackageBundles {
  private isPruned = false;
  private readonly thisProcess = randomUUID();

  constructor(private readonly props: PackageBundlesProps) {}

  /**
   * Bundles the packages, unless the same ones have been bundled already.
   *
   * @throws {Error} with esbuild's messages when a package is not installed, or does not export a name.
   */
  async bundle(
    imports: PackageImports,
    compiler: () => Promise<typeof Esbuild>,
  ): Promise<PackageBundle> {
    const { workspaceRoot } = this.props;
    const options = buildOptions(workspaceRoot);
    const modules = [...imports].sort().map(([name, names]) => [name, reexports(name, names)]);
    const key = hashOf(JSON.stringify([this.installation(), options, modules]));
    this.prune(key);
    const folder = join(this.props.folder, key);
    if (existsSync(folder)) return { folder, isNew: false };
    const sources = new Map(modules.map(([name = '', source = '']) => [moduleName(name), source]));
    const esbuild = await compiler();
    // Renamed when it is complete, so that an interrupted build leaves no partial bundle.
    const incomplete = `${folder}.incomplete`;
    makePrivateFolder(incomplete);
    await esbuild.build({
      ...options,
      entryPoints: [...sources.keys()].map((out) => ({ in: `packages:${out}`, out })),
      outdir: incomplete,
      splitting: true,
      plugins: [virtualModules('packages', sources, workspaceRoot)],
    });
    renameSync(incomplete, folder);
    return { folder, isNew: true };
  }

  /**
   * Returns a value that changes with each npm install, which writes this file at its end. Without the file,
   * it is unknown whether the packages are the same as at an earlier start.
   *
   * @see https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#hidden-lockfiles
   */
  private installation(): string {
    const lockfile = join(this.props.workspaceRoot, 'node_modules', '.package-lock.json');
    const stats = statSync(lockfile, { throwIfNoEntry: false });
    return stats === undefined ? this.thisProcess : `${stats.mtimeMs}-${stats.size}`;
  }

  /** Removes the bundles of earlier starts, except one. */
  private prune(key: string): void {
    if (this.isPruned) return;
    this.isPruned = true;
    const { folder } = this.props;
    makePrivateFolder(folder);
    for (const name of readdirSync(folder)) {
      if (name !== key) rmSync(join(folder, name), { recursive: true });
    }
  }
}

/** Returns the file of a package's module: `aws-sdk-lib-dynamodb.mjs` for `@aws-sdk/lib-dynamodb`. */
export function packageModule(name: string): string {
  return `${moduleName(name)}.mjs`;
}

function moduleName(packageName: string): string {
  return packageName.replace(/^@/, '').replace(/[^\w.-]/g, '-');
}

function virtualModules(
  namespace: string,
  modules: ReadonlyMap<string, string>,
  resolveDir: string,
): Plugin {
  const prefix = `${namespace}:`;
  return {
    name: namespace,
    setup(build) {
      build.onResolve({ filter: new RegExp(`^${prefix}`) }, ({ path }) => ({
        path: path.slice(prefix.length),
        namespace,
      }));
      build.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
        contents: modules.get(path) ?? '',
        resolveDir: resolve(resolveDir),
      }));
    },
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
