/**
 * Builds the functions' code anew after each save, in a few milliseconds: only the workspace's own
 * sources are built again, the packages that they import are bundled once, beside them. The build
 * target makes one bundle of both, which takes ten times as long.
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
  /** Returns the functions to build; asked before each build, since a save may bring another one. */
  readonly sources: () => readonly FunctionSource[];
  /** Where the built code goes. */
  readonly functionsFolder: string;
  /** Where the packages that it imports go, to be used again by later builders. */
  readonly packagesFolder: string;
}

/** What esbuild makes of an entry point. */
interface Output {
  readonly code: string;
  readonly map: string;
}

const MAP_FILE = 'handler.mjs.map';

type Context = BuildContext<{ metafile: false; write: false }>;

export class FunctionBuilder {
  /** Of each entry point, as it was built last. */
  private readonly built = new Map<string, Output & { readonly folder: string }>();
  private sources: readonly FunctionSource[] = [];
  private context: Context | undefined;
  private readonly packages: PackageBundles;
  private esbuild: Promise<typeof Esbuild> | undefined;
  private end: (reason: Error) => void = () => undefined;
  /** Rejects when the builds are stopped: esbuild leaves some of those under way without an answer. */
  private readonly ended = new Promise<never>((_resolve, reject) => {
    this.end = reject;
  });
  private stopped = false;

  constructor(private readonly props: FunctionBuilderProps) {
    const { workspaceRoot, packagesFolder: folder } = props;
    this.packages = new PackageBundles({ workspaceRoot, folder });
    // Nobody may be waiting for a build.
    this.ended.catch(() => undefined);
  }

  /**
   * Builds what changed since the last time; all functions the first time. One call at a time.
   *
   * @throws {Error} with esbuild's messages, each with file and line, where a source is wrong.
   */
  rebuild(): Promise<readonly BuiltFunction[]> {
    return Promise.race([this.build(), this.ended]);
  }

  /** Ends a build that is under way, too: its result is not wanted any more. */
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

  /** A change of no code, as of a comment, moves the lines of a source. */
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
      // The import statements have to be found in it, one a line.
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

  /** Loaded only here: a sandbox that does not watch needs no compiler. @throws {Error} once it was stopped. */
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
  // Its sources are relative to where esbuild would have written it.
  return { code: textOf(path), map: withSourceRoot(textOf(`${path}.map`), dirname(path)) };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
