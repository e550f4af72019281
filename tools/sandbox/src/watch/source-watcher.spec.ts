import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '../testing/temporary-folder';
import { isSource, SourceWatcher } from './source-watcher';

const folders = temporaryFolders();
const watchers: SourceWatcher[] = [];

afterEach(() => {
  for (const watcher of watchers.splice(0)) watcher.stop();
});

function watchedWorkspace() {
  const root = folders();
  for (const folder of ['apps', 'libs']) mkdirSync(join(root, folder, 'menu'), { recursive: true });
  const waiting: ((files: readonly string[]) => void)[] = [];
  const fail = (error: Error) => {
    throw error;
  };
  watchers.push(new SourceWatcher(root, (files) => waiting.shift()?.(files), fail));
  const saved = () => new Promise<readonly string[]>((resolve) => waiting.push(resolve));
  return { root, saved };
}

describe('watching sources', () => {
  it('tells saves that belong together at once', async () => {
    const { root, saved } = watchedWorkspace();
    const told = saved();
    writeFileSync(join(root, 'apps/menu/one.ts'), '1');
    writeFileSync(join(root, 'libs/menu/two.ts'), '2');
    writeFileSync(join(root, 'libs/menu/two.spec.ts'), '2');
    expect(await told).toEqual(['apps/menu/one.ts', 'libs/menu/two.ts']);
  });

  it('tells a save by renaming, as editors do it', async () => {
    const { root, saved } = watchedWorkspace();
    writeFileSync(join(root, 'apps/menu/.one.ts.swp'), '1');
    const told = saved();
    renameSync(join(root, 'apps/menu/.one.ts.swp'), join(root, 'apps/menu/one.ts'));
    expect(await told).toEqual(['apps/menu/one.ts']);
  });

  it.each([
    ['apps/food-service/src/lambdas/get-order/handler.ts', true],
    ['apps/food-service/cdk.json', true],
    ['libs/networking/src/lambda-sources/close/handler.mjs', true],
    ['libs/orders-domain/src/domain/order.spec.ts', false],
    ['libs/orders-domain/src/testing/orders.ts', false],
    ['apps/food-service/README.md', false],
    ['apps/food-service/src/.main.ts.swp', false],
    ['apps/food-service/src/.main.ts', false],
    ['apps/food-service/src/main.ts~', false],
    ['apps/food-service/node_modules/a/index.js', false],
  ])('%s is a source: %s', (file, expected) => {
    expect(isSource(file)).toBe(expected);
  });
});
