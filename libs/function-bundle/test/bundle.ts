/** Bundles as the target `build` creates them, and lists their contents. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';

const workspaceRoot = path.resolve(__dirname, '../../..');

export interface Bundle {
  readonly code: string;
  /** Names of the packages with code in it; `''` for the workspace's code. */
  readonly packages: readonly string[];
  /** Node.js' built-in modules that it imports. */
  readonly builtins: readonly string[];
}

/** The options of the target `build` that affect the contents of a bundle. */
interface NxJson {
  readonly targetDefaults: {
    readonly build: {
      readonly options: Required<Pick<BuildOptions, 'bundle' | 'minify' | 'target'>> & {
        readonly esbuildOptions: Required<Pick<BuildOptions, 'mainFields' | 'alias'>>;
      };
    };
  };
}

/** Returns the bundle of a source, built with the options of `nx.json`. */
export async function bundleOf(contents: string): Promise<Bundle> {
  const nxJson = JSON.parse(readFileSync(path.join(workspaceRoot, 'nx.json'), 'utf8')) as NxJson;
  const { esbuildOptions, ...options } = nxJson.targetDefaults.build.options;
  const { metafile, outputFiles } = await build({
    stdin: { contents, resolveDir: workspaceRoot, loader: 'ts' },
    absWorkingDir: workspaceRoot,
    tsconfig: path.join(workspaceRoot, 'tsconfig.base.json'),
    platform: 'node',
    format: 'esm',
    bundle: options.bundle,
    minify: options.minify,
    target: options.target,
    mainFields: esbuildOptions.mainFields,
    alias: esbuildOptions.alias,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const [output] = Object.values(metafile.outputs);
  return {
    code: outputFiles[0]?.text ?? '',
    packages: packagesOf(output),
    builtins: (output?.imports ?? []).map((each) => each.path),
  };
}

function packagesOf(output: Metafile['outputs'][string] | undefined): readonly string[] {
  const included = Object.entries(output?.inputs ?? {}).filter(
    ([, { bytesInOutput }]) => bytesInOutput > 0,
  );
  const names = included.map(
    ([file]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? '',
  );
  return [...new Set(names)].sort();
}
