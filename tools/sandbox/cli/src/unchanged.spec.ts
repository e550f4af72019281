import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';

const folders = temporaryFolders();
const LONG_AGO = new Date('2020-01-01T00:00:00Z');

let clone: string;

function write(file: string, text: string): void {
  const path = join(clone, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  // Two writes within the resolution of the file system's clock would look the same.
  utimesSync(path, LONG_AGO, new Date(LONG_AGO.getTime() + text.length * 1000));
}

/** Builds as `npm start` does, and runs `during` meanwhile. Returns whether it was built. */
function builds(during = ''): boolean {
  const script = `
    import { writeFileSync } from 'node:fs';
    import { buildIfChanged } from './tools/npm-scripts/unchanged.mjs';
    console.log(String(buildIfChanged(() => { ${during} })));`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { cwd: clone, encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  return stdout.trim() === 'true';
}

beforeEach(() => {
  clone = folders();
  cpSync(resolve(__dirname, '../../../npm-scripts'), join(clone, 'tools/npm-scripts'), {
    recursive: true,
  });
  write('package-lock.json', '{}');
  write('apps/food-service/src/menu.ts', 'pizza');
  write('dist/apps/food-service/lambdas/handler.mjs', 'built');
});

describe('the build before a start', () => {
  it('runs once if nothing changes', () => {
    expect([builds(), builds(), builds()]).toEqual([true, false, false]);
  });

  it.each<[string, () => void]>([
    ['a source', () => write('apps/food-service/src/menu.ts', 'salat, pizza')],
    ['a new source', () => write('libs/orders/src/index.ts', '')],
    ['a deleted source', () => rmSync(join(clone, 'apps/food-service/src/menu.ts'))],
    ['the lockfile', () => write('package-lock.json', '{ }')],
    ['an output', () => write('dist/apps/food-service/lambdas/handler.mjs', 'built otherwise')],
    ['a deleted output', () => rmSync(join(clone, 'dist/apps'), { recursive: true })],
    ['a deleted dist', () => rmSync(join(clone, 'dist'), { recursive: true })],
    ['a record that is cut off', () => write('dist/built-for-start.json', '{"sources":')],
  ])('runs again after %s', (_name, change) => {
    builds();
    change();
    expect([builds(), builds()]).toEqual([true, false]);
  });

  it.each([
    '.sandbox/state.json',
    'apps/food-service/node_modules/some/index.js',
    'dist/other.txt',
  ])('does not run again after a change of %s', (file) => {
    builds();
    write(file, 'changed');
    expect(builds()).toBe(false);
  });

  it('runs again after a save during the build', () => {
    expect(builds("writeFileSync('apps/food-service/src/menu.ts', 'saved meanwhile')")).toBe(true);
    expect([builds(), builds()]).toEqual([true, false]);
  });

  it('runs again after a failed build', () => {
    expect(builds('process.exit(0)')).toBe(false);
    expect(builds()).toBe(true);
  });
});
