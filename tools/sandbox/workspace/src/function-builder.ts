/**
 * Builds the functions' code after each save, in a few milliseconds: only the workspace's own sources are
 * built again; the packages that they import are bundled once, into separate files. The build target bundles
 * both into one file, which takes ten times as long.
 */
import { createHash } from 'node:crypto';
import { dirname, join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type * as Esbuild from 'esbuild';
import type { BuildContext, OutputFile } from 'esbuild';
import { makePrivateFolder, writePrivateFile } from '@sandbox/kernel/files/private-files';
import { withSourceRoot } from '@sandbox/kernel/files/source-map';
import { buildOptions } from './build-options';
import type { FunctionSource } from './function-sources';
import { PackageBundles, packageModule } from './package-bundles';
import { packageImports, withPackagesFrom } from './package-imports';

/** A function's code after a save. */
export interface BuiltFunction {
  readonly source: FunctionSource;
  /** The folder with the new `handler.mjs`. */
  readonly folder: string;
}

export interface FunctionBuilderProps {
  readonly workspaceRoot: string;
  /** Returns the functions to build; called before each build, since a save may add a function. */
  readonly sources: () => readonly FunctionSource[];
  /** Folder of the built code. */
  readonly functionsFolder: string;
  /** Folder of the bundled packages, which later builders use again. */
  readonly packagesFolder: string;
}

/** The output of esbuild for an entry point. */
interface Output {
  readonly code: string;
  readonly map: string;
}

const MAP_FILE = 'handler.mjs.map';

type Context = BuildContext<{ metafile: false; write: false }>;

export class FunctionBuilder {
  /** The latest build of each entry point. */
  private readonly built = new Map<string, Output & { readonly folder: string }>();
  private sources: readonly FunctionSource[] = [];
  private context: Context | undefined;
  private readonly packages: PackageBundles;
  private esbuild: Promise<typeof Esbuild> | undefined;
  private end: (reason: Error) => void = () => undefined;
  /** Rejects when the builds are stopped, since esbuild does not settle all builds in progress. */
  private readonly ended = new Promise<never>((_resolve, reject) => {
    this.end = reject;
  });
  private stopped = false;

  constructor(private readonly props: FunctionBuilderProps) {
    const { workspaceRoot, packagesFolder: folder } = props;
    this.packages = new PackageBundles({ workspaceRoot, folder });
    // Prevents an unhandled rejection when no build is in progress.
    this.ended.catch(() => undefined);
  }

  /**
   * Builds functions that changed since the last build; the first time, all. Must not be called concurrently.
   *
   * @throws {Error} with esbuild's messages, each with file and line, when a source has errors
   */
  rebuild(): Promise<readonly BuiltFunction[]> {
    return Promise.race([this.build(), this.ended]);
  }

  /** Cancels a build in progress, too. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.end(new Error('the builds were stopped'));
    if (this.esbuild === undefined) return;
    const { stop } = await this.esbuild;
    await stop();
  }

  private async build(): Promise<readonly BuiltFunction[]> {
    const context = await this.contextOfSources();
    const { outputFiles } = await context.rebuild();
    const all = this.sources.map((source) => ({ source, ...outputOf(source, outputFiles) }));
    this.renewMaps(all);
    const changed = all.filter(
      ({ source, code }) => code !== this.built.get(source.entryPoint)?.code,
    );
    if (changed.length === 0) return [];
    const imports = packageImports(all.map(({ code }) => code));
    const packages = await this.packages.bundle(imports, () => this.compiler());
    if (packages.isNew) await this.restartCompiler();
    return changed.map(({ source, code, map }) => {
      const folder = this.write(source, { code, map }, packages.folder);
      this.built.set(source.entryPoint, { code, map, folder });
      return { source, folder };
    });
  }

  /** Updates the source maps: changes of comments move lines without changing the code. */
  private renewMaps(all: readonly (Output & { readonly source: FunctionSource })[]): void {
    for (const { source, code, map } of all) {
      const known = this.built.get(source.entryPoint);
      if (known?.code !== code || known.map === map) continue;
      writePrivateFile(join(known.folder, MAP_FILE), map);
      this.built.set(source.entryPoint, { ...known, map });
    }
  }

  private async contextOfSources(): Promise<Context> {
    const sources = this.props.sources();
    if (this.context && isDeepStrictEqual(sources, this.sources)) return this.context;
    await this.context?.dispose();
    const esbuild = await this.compiler();
    this.context = await esbuild.context({
      ...buildOptions(this.props.workspaceRoot),
      // Import statements must be on separate lines, so that they can be replaced.
      minify: false,
      sourcemap: 'external',
      entryPoints: sources.map(({ entryPoint }) => entryPoint),
      packages: 'external',
      outdir: '/',
      outbase: '.',
      metafile: false,
      write: false,
    });
    this.sources = sources;
    return this.context;
  }

  /**
   * Loads the compiler on first use: a sandbox that does not watch sources needs none.
   *
   * @throws {Error} when the builds are stopped
   */
  private async compiler(): Promise<typeof Esbuild> {
    this.esbuild ??= import('esbuild');
    const loaded = await this.esbuild;
    if (this.stopped) throw new Error('the builds were stopped');
    return loaded;
  }

  /**
   * Bundling packages takes several times the memory of the sources, which esbuild's process would keep: it is
   * replaced, and the new one has seen the sources before the next save.
   */
  private async restartCompiler(): Promise<void> {
    const { stop } = await this.compiler();
    this.context = undefined;
    await stop();
    const context = await this.contextOfSources();
    await context.rebuild();
  }

  private write(source: FunctionSource, { code, map }: Output, packagesFolder: string): string {
    const { functionsFolder } = this.props;
    const version = hashOf(code + packagesFolder);
    const folder = join(functionsFolder, source.project, source.name, version);
    const packages = relative(folder, packagesFolder);
    const running = withPackagesFrom(code, (name) => `${packages}/${packageModule(name)}`);
    makePrivateFolder(folder);
    writePrivateFile(join(folder, MAP_FILE), map);
    writePrivateFile(join(folder, 'handler.mjs'), `${running}//# sourceMappingURL=${MAP_FILE}\n`);
    return folder;
  }
}

function outputOf(source: FunctionSource, files: readonly OutputFile[]): Output {
  const path = `/${source.entryPoint.replace(/\.ts$/, '.mjs')}`;
  const textOf = (file: string) => files.find((one) => one.path.endsWith(file))?.text ?? '';
  // Source paths are relative to esbuild's output path.
  return { code: textOf(path), map: withSourceRoot(textOf(`${path}.map`), dirname(path)) };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
