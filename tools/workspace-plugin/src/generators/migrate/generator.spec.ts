import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '@nx/devkit';
import type { Tree } from '@nx/devkit';
import { changes, collectOutput, textOf, workspace } from '../../testing/workspace';
import { migrateGenerator } from './generator';

const FILE = 'tools/workspace-plugin/migrations.json';

let tree: Tree;
let output: readonly string[];

beforeEach(() => {
  tree = workspace();
  output = collectOutput();
});
afterEach(() => jest.restoreAllMocks());

/** Replaces the plugin's migrations, by version. */
function withMigrations(...versions: readonly string[]): void {
  const generators = versions.map((version) => [
    `of-${version}`,
    { version, description: 'says so', implementation: './src/testing/a-migration' },
  ]);
  tree.write(FILE, JSON.stringify({ generators: Object.fromEntries(generators) as object }));
}

describe('migrate', () => {
  it("runs the migrations after the fork's version, oldest first", async () => {
    withMigrations('1.10.0', '1.0.0', '1.9.2', '1.9.1');
    await migrateGenerator(tree, { from: '1.9.1' });
    expect(textOf(tree, 'ran.txt')).toBe('ran\nran\n');
    expect(output).toEqual(['1.9.2  of-1.9.2: says so', '1.10.0  of-1.10.0: says so']);
  });

  it('reports that there are none', async () => {
    withMigrations('1.0.0');
    const before = changes(tree);
    await migrateGenerator(tree, { from: '1.0.0' });
    expect(changes(tree)).toEqual(before);
    expect(output).toEqual(['Nothing to do: no migration is newer than 1.0.0.']);
  });

  it.each(['', 'main', '1.0', 'v1.0.0'])('rejects %j as a version', async (from) => {
    withMigrations('2.0.0');
    await expect(migrateGenerator(tree, { from })).rejects.toThrow(
      `--from must be a version, such as 1.0.0, got '${from}'`,
    );
    expect(tree.exists('ran.txt')).toBe(false);
  });

  it('rejects a module without a migration', async () => {
    const none = { version: '2.0.0', description: '', implementation: './src/testing/workspace' };
    tree.write(FILE, JSON.stringify({ generators: { none } }));
    await expect(migrateGenerator(tree, { from: '1.0.0' })).rejects.toThrow(
      `${FILE}: none: its module does not export a function as default`,
    );
  });

  it('finds the modules of all migrations', () => {
    const { generators } = readJson<{ generators: Record<string, { implementation: string }> }>(
      tree,
      FILE,
    );
    const missing = Object.values(generators)
      .map(({ implementation }) => join(__dirname, '../../..', `${implementation}.ts`))
      .filter((path) => !existsSync(path));
    expect(missing).toEqual([]);
  });
});
