/** The functions that are measured: those of this repository as they are built, and equivalent ones. */
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installed, type Dependencies } from '../peers/install';
import { bundleFile, workspaceRoot } from '../workspace';

export const FUNCTIONS = ['get-order', 'list-orders', 'place-order'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export const CANDIDATES = ['own', 'bare', 'powertools'] as const;
export type Candidate = (typeof CANDIDATES)[number];

/** Display names of the candidates. */
export const CANDIDATE_NAMES: Readonly<Record<Candidate, string>> = {
  own: 'this repository',
  bare: 'bare lib-dynamodb bundle',
  powertools: 'Powertools + middy',
};

const PEERS = resolve(__dirname, 'peers');

const HANDLERS: Readonly<Record<FunctionName, string>> = {
  'get-order': 'getOrder',
  'list-orders': 'listOrders',
  'place-order': 'placeOrder',
};

/** Files of bundles, by candidate and function. */
export type Bundles = Readonly<Record<Candidate, Readonly<Record<FunctionName, string>>>>;

/** Builds the other candidates with the flags of this repository's functions, except for its aliases. */
export async function buildCandidates(folder: string): Promise<Bundles> {
  const peers = powertoolsFolder();
  return {
    own: byFunction((name) => bundleFile(name)),
    bare: await built(folder, 'bare', PEERS, (name) => {
      return `export { ${HANDLERS[name]} as handler } from './bare.mjs';`;
    }),
    powertools: await built(folder, 'powertools', join(peers, 'src'), powertoolsEntry),
  };
}

/** Returns the package versions that `buildCandidates` builds with. */
export function candidateVersions(): readonly string[] {
  return Object.entries(powertoolsDependencies()).map(([name, version]) => `${name} ${version}`);
}

/** Returns the esbuild options of the target `build`, without its aliases. */
export function flags(): BuildOptions {
  const { esbuildOptions, bundle, minify, target } = buildTarget();
  const { mainFields } = esbuildOptions;
  return { bundle, minify, target, mainFields, platform: 'node', format: 'esm' };
}

/** Bundles a function of this repository, and returns the metafile. */
export async function ownMetafile(name: FunctionName): Promise<Metafile> {
  const { metafile } = await build({
    ...flags(),
    alias: buildTarget().esbuildOptions.alias,
    legalComments: 'none',
    entryPoints: [join(workspaceRoot, `apps/food-service/src/lambdas/${name}/handler.ts`)],
    absWorkingDir: workspaceRoot,
    tsconfig: join(workspaceRoot, 'tsconfig.base.json'),
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  return metafile;
}

/** Bundles the bare function that gets an order, with these options. */
export async function bareBundle(options: BuildOptions): Promise<Buffer> {
  const { outputFiles } = await build({
    ...options,
    stdin: { contents: "export { getOrder as handler } from './bare.mjs';", resolveDir: PEERS },
    write: false,
    logLevel: 'silent',
  });
  return Buffer.from(outputFiles[0]?.contents ?? []);
}

async function built(
  folder: string,
  candidate: Candidate,
  resolveDir: string,
  entry: (name: FunctionName) => string,
): Promise<Readonly<Record<FunctionName, string>>> {
  const outfile = (name: FunctionName) => join(folder, candidate, name, 'handler.mjs');
  for (const name of FUNCTIONS) {
    await build({
      ...flags(),
      stdin: { contents: entry(name), resolveDir },
      outfile: outfile(name),
      // Powertools depends on CommonJS packages, which call `require`.
      banner: candidate === 'powertools' ? { js: REQUIRE } : {},
      legalComments: 'none',
      logLevel: 'error',
    });
  }
  return byFunction(outfile);
}

const REQUIRE =
  "import { createRequire as benchRequire } from 'node:module'; const require = benchRequire(import.meta.url);";

function powertoolsEntry(name: FunctionName): string {
  const handler = HANDLERS[name];
  return name === 'place-order'
    ? `import { ${handler} } from './bare.mjs'; import { observed } from './observed.mjs';
       import { idempotent } from './idempotent.mjs';
       export const handler = idempotent(observed(${handler}));`
    : `import { ${handler} } from './bare.mjs'; import { observed } from './observed.mjs';
       export const handler = observed(${handler});`;
}

/** Returns a folder with Powertools and copies of the sources, so that both use the same SDK. */
function powertoolsFolder(): string {
  const folder = installed('powertools', powertoolsDependencies());
  mkdirSync(join(folder, 'src'), { recursive: true });
  for (const file of ['bare.mjs', 'observed.mjs', 'idempotent.mjs']) {
    copyFileSync(join(PEERS, file), join(folder, 'src', file));
  }
  return folder;
}

function powertoolsDependencies(): Dependencies {
  const { dependencies } = JSON.parse(
    readFileSync(join(workspaceRoot, 'package.json'), 'utf8'),
  ) as { readonly dependencies: Readonly<Record<string, string>> };
  const sdk = ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'];
  return {
    ...Object.fromEntries(sdk.map((name) => [name, dependencies[name] ?? ''])),
    '@aws-lambda-powertools/commons': '2.35.0',
    '@aws-lambda-powertools/idempotency': '2.35.0',
    '@aws-lambda-powertools/jmespath': '2.35.0',
    '@aws-lambda-powertools/logger': '2.35.0',
    '@aws-lambda-powertools/metrics': '2.35.0',
    '@middy/core': '7.9.2',
  };
}

function byFunction<T>(of: (name: FunctionName) => T): Readonly<Record<FunctionName, T>> {
  return {
    'get-order': of('get-order'),
    'list-orders': of('list-orders'),
    'place-order': of('place-order'),
  };
}

interface BuildTarget {
  readonly bundle: boolean;
  readonly minify: boolean;
  readonly target: string;
  readonly esbuildOptions: {
    readonly mainFields: string[];
    readonly alias: Record<string, string>;
  };
}

function buildTarget(): BuildTarget {
  const nxJson = JSON.parse(readFileSync(join(workspaceRoot, 'nx.json'), 'utf8')) as {
    readonly targetDefaults: { readonly build: { readonly options: BuildTarget } };
  };
  return nxJson.targetDefaults.build.options;
}
