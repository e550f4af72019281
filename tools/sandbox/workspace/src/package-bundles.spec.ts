import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import * as esbuild from 'esbuild';
import { PackageBundles, packageModule, type PackageBundle } from './package-bundles';
import { functionWorkspace } from './testing/function-workspace';

const folders = temporaryFolders();
const IMPORTS = new Map([['greeting', new Set(['greet'])]]);
const HIDDEN_LOCKFILE = 'node_modules/.package-lock.json';

afterAll(() => esbuild.stop());

function workspace() {
  const workspaceRoot = folders();
  const folder = folders();
  const save = functionWorkspace(workspaceRoot);
  /** Bundles the packages as after another start of the sandbox. */
  const bundle = (compiler = esbuild) =>
    new PackageBundles({ workspaceRoot, folder }).bundle(IMPORTS, () => Promise.resolve(compiler));
  return { save, folder, bundle };
}

/** Returns the greeting of the bundled package. */
function greetingOf({ folder }: PackageBundle): string {
  const script = `import(${JSON.stringify(join(folder, packageModule('greeting')))})
    .then(({ greet }) => process.stdout.write(greet('Ada')));`;
  return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
}

describe('bundles of packages', () => {
  it('are used again after a start while npm has installed nothing', async () => {
    const { save, bundle } = workspace();
    save(HIDDEN_LOCKFILE, '{}');
    const first = await bundle();
    expect(first.isNew).toBe(true);
    expect(await bundle()).toEqual({ folder: first.folder, isNew: false });
    expect(greetingOf(first)).toBe('Hello Ada');
  });

  it('are built again after npm has installed packages, and replace the earlier ones', async () => {
    const { save, folder, bundle } = workspace();
    save(HIDDEN_LOCKFILE, '{}');
    await bundle();
    save('node_modules/greeting/index.js', `exports.greet = (name) => 'Welcome ' + name;`);
    save(HIDDEN_LOCKFILE, '{ "packages": {} }');
    const second = await bundle();
    expect(greetingOf(second)).toBe('Welcome Ada');
    expect(readdirSync(folder).map((name) => join(folder, name))).toEqual([second.folder]);
  });

  it('are built again after each start without an installation by npm', async () => {
    const { save, bundle } = workspace();
    await bundle();
    save('node_modules/greeting/index.js', `exports.greet = (name) => 'Welcome ' + name;`);
    expect(greetingOf(await bundle())).toBe('Welcome Ada');
  });

  it('are built again after a build that did not reach its end', async () => {
    const { save, bundle } = workspace();
    save(HIDDEN_LOCKFILE, '{}');
    const interrupted: typeof esbuild = {
      ...esbuild,
      build: async (options) => {
        await esbuild.build(options);
        throw new Error('the process ended');
      },
    };
    await expect(bundle(interrupted)).rejects.toThrow('the process ended');
    expect(await bundle()).toMatchObject({ isNew: true });
  });
});
