/**
 * Checks transitive imports, while lint checks only direct ones: a function does not load CDK, and a CDK app
 * does not load functions, tests or tools.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { workspaceRoot } from '../testing/workspace-copy';

const CDK = /^(aws-cdk-lib|constructs)(\/|$)/;

/** Returns the packages and files of the workspace that a module loads, directly or transitively. */
function loadedBy(file: string) {
  const { metafile } = buildSync({
    absWorkingDir: workspaceRoot,
    entryPoints: [file],
    bundle: true,
    packages: 'external',
    platform: 'node',
    tsconfig: 'tsconfig.base.json',
    metafile: true,
    write: false,
    outfile: 'out.js',
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  return { files: Object.keys(metafile.inputs), packages: imports.map((one) => one.path) };
}

/** Returns files such as `apps/<project>/src/main.ts`. */
function inProjects(folder: string, found: (project: string) => readonly string[]): string[] {
  return readdirSync(path.join(workspaceRoot, folder)).flatMap((name) =>
    found(`${folder}/${name}`).map((file) => `${folder}/${name}/${file}`),
  );
}

const filesIn = (folder: string) =>
  readdirSync(path.join(workspaceRoot, folder), { recursive: true, encoding: 'utf8' });

const isHandler = (file: string) => /^src\/lambdas\/[^/]+\/handler\.ts$/.test(file);

const handlers = ['apps', 'libs'].flatMap((folder) =>
  inProjects(folder, (project) => filesIn(project).filter(isHandler)),
);

const cdkApps = inProjects('apps', (project) =>
  filesIn(project).includes('cdk.json') ? ['src/main.ts'] : [],
);

describe('a function', () => {
  it.each(handlers)('does not import CDK: %s', (handler) => {
    const { files, packages } = loadedBy(handler);
    expect(files).toContain(handler);
    expect(packages.filter((name) => CDK.test(name))).toEqual([]);
    expect(files.filter((file) => /\/(test|contract)\/|^tools\//.test(file))).toEqual([]);
  });
});

describe('a CDK app', () => {
  it.each(cdkApps)('imports no function, test or tool: %s', (main) => {
    const { files, packages } = loadedBy(main);
    expect(packages.filter((name) => CDK.test(name))).not.toEqual([]);
    const others =
      /\/(test|contract)\/|^tools\/|\/lambdas\/[^/]+\/handler\.ts$|^libs\/(orders-domain\/src\/functions|aws-checks|openapi-contract|orders-openapi)\//;
    expect(files.filter((file) => others.test(file))).toEqual([]);
  });
});
