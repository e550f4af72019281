/**
 * Builds the functions' code anew after each save, in a few milliseconds: only the workspace's own
 * sources are built again, the packages that they import are built once, beside them. The build
 * target makes one bundle of both, which takes ten times as long.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { build as buildOnce, BuildContext, BuildOptions, OutputFile } from 'esbuild';
import type { FunctionSource } from './function-sources';
import {
  packageImports,
  reexports,
  withPackagesFrom,
  type PackageImports,
} from './package-imports';

/** A function's code after a save. */
export interface BuiltFunction {
  readonly source: FunctionSource;
  /** The folder with the new `handler.mjs`. */
  readonly folder: string;
}

export interface FunctionBuilderProps {
  readonly workspaceRoot: string;
  readonly sources: readonly FunctionSource[];
  /** Where the built code goes. */
  readonly outputFolder: string;
}

export class FunctionBuilder {
  /** The code of each entry point as it was built last. */
  private built = new Map<string, string>();
  /** The files that any function is made of, relative to the workspace's root. */
  private inputs: ReadonlySet<string> = new Set();
  private packages = { key: '', folder: '' };

  private constructor(
    private readonly props: FunctionBuilderProps,
    private readonly build: typeof buildOnce,
    private readonly context: BuildContext<{ metafile: true; write: false }>,
  ) {}

  /** @throws {Error} where the sources as they are can't be built. */
  static async start(props: FunctionBuilderProps): Promise<FunctionBuilder> {
    // Loaded only here: a sandbox that does not watch needs no compiler.
    const esbuild = await import('esbuild');
    const context = await esbuild.context({
      ...shared(props.workspaceRoot),
      entryPoints: props.sources.map(({ entryPoint }) => entryPoint),
      packages: 'external',
      outdir: '/',
      outbase: '.',
      metafile: true,
      write: false,
    });
    const builder = new FunctionBuilder(props, esbuild.build, context);
    await builder.rebuild();
    return builder;
  }

  /** Whether a function is made of this file, so that saving it may change that function. */
  isInput(file: string): boolean {
    return this.inputs.has(file);
  }

  /**
   * Builds what changed since the last time.
   *
   * @throws {Error} with esbuild's messages, each with file and line, where a source is wrong.
   */
  async rebuild(): Promise<readonly BuiltFunction[]> {
    const { metafile, outputFiles } = await this.context.rebuild();
    this.inputs = new Set(Object.keys(metafile.inputs));
    const changed = this.props.sources.flatMap((source) => {
      const code = outputOf(source, outputFiles);
      return code === this.built.get(source.entryPoint) ? [] : [{ source, code }];
    });
    if (changed.length === 0) return [];
    for (const { source, code } of changed) this.built.set(source.entryPoint, code);
    await this.buildPackages(packageImports([...this.built.values()]));
    return changed.map(({ source, code }) => ({ source, folder: this.write(source, code) }));
  }

  async stop(): Promise<void> {
    await this.context.dispose();
  }

  private async buildPackages(imports: PackageImports): Promise<void> {
    const modules = [...imports].sort().map(([name, names]) => [name, reexports(name, names)]);
    const key = hashOf(JSON.stringify(modules));
    if (key === this.packages.key) return;
    const folder = join(this.props.outputFolder, 'packages', key);
    const sources = new Map(modules.map(([name = '', source = '']) => [fileOf(name), source]));
    await this.build({
      ...shared(this.props.workspaceRoot),
      entryPoints: [...sources.keys()].map((out) => ({ in: `packages:${out}`, out })),
      outdir: folder,
      splitting: true,
      minify: true,
      plugins: [virtualModules('packages', sources, this.props.workspaceRoot)],
    });
    this.packages = { key, folder };
  }

  private write(source: FunctionSource, code: string): string {
    const { outputFolder } = this.props;
    const folder = join(
      outputFolder,
      source.project,
      source.name,
      hashOf(code + this.packages.key),
    );
    const packages = relative(folder, this.packages.folder);
    const file = join(folder, 'handler.mjs');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      file,
      withPackagesFrom(code, (name) => `${packages}/${fileOf(name)}.mjs`),
    );
    return folder;
  }
}

/** As the build target of `nx.json` has it. */
function shared(workspaceRoot: string) {
  return {
    absWorkingDir: resolve(workspaceRoot),
    tsconfig: join(resolve(workspaceRoot), 'tsconfig.base.json'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    legalComments: 'none',
    logLevel: 'silent',
  } as const satisfies BuildOptions;
}

function virtualModules(
  namespace: string,
  modules: ReadonlyMap<string, string>,
  resolveDir: string,
): NonNullable<BuildOptions['plugins']>[number] {
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

function outputOf(source: FunctionSource, files: readonly OutputFile[]): string {
  const path = `/${source.entryPoint.replace(/\.ts$/, '.mjs')}`;
  return files.find((file) => file.path.endsWith(path))?.text ?? '';
}

/** A package's name as a file's: `@aws-sdk/lib-dynamodb` becomes `aws-sdk-lib-dynamodb`. */
function fileOf(name: string): string {
  return name.replace(/^@/, '').replace(/[^\w.-]/g, '-');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
