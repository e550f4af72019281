/** Follows docs/change-a-service.md in a copy of the workspace, and checks the results. */
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { shellEnvironment, WorkspaceCopy } from '../testing/workspace-copy';
import { stepsOf, take } from './page';
import { RunningSandbox } from './running-sandbox';

/** Time limit for building, synthesizing and testing an app on a small machine. */
const MINUTES = 60_000;

const copy = new WorkspaceCopy();
let sandbox: RunningSandbox;

const build = () =>
  copy.nx('run-many', '-t', 'build,synth', '-c', 'sandbox', '--output-style=static');

/** Returns hashes of all files that a stack is deployed from, by path. */
function deployedFiles(app: string): Readonly<Record<string, string>> {
  const folders = [`dist/apps/${app}/lambdas`, `dist/cdk.out/${app}/sandbox`];
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(copy.root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
  return Object.fromEntries(files.map((file) => [path.relative(copy.root, file), hashOf(file)]));
}

/** Runs Nx asynchronously. */
async function nx(...args: string[]): Promise<string> {
  const command = [require.resolve('nx/bin/nx'), ...args];
  const environment = { ...shellEnvironment(), FORCE_COLOR: '0' };
  const child = spawn(process.execPath, command, { cwd: copy.root, env: environment });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  }
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`nx ${args.join(' ')} failed\n${printed}`);
  return printed;
}

let beverageBefore: Readonly<Record<string, string>>;

beforeAll(async () => {
  build();
  beverageBefore = deployedFiles('beverage-service');
  sandbox = await RunningSandbox.start(copy);
}, 5 * MINUTES);

afterAll(async () => {
  await sandbox.stop();
  copy.remove();
});

const order = { fullName: 'Ada Lovelace', food: 'pizza' };
const oldOrders = [
  ['old', order],
  ['older', { ...order, food: 'salat' }],
] as const;

describe('docs/change-a-service.md', () => {
  it(
    'changes files of the service’s app only, and its tests pass',
    async () => {
      for (const [, body] of oldOrders) {
        expect(await sandbox.send('food', 'POST', '/orders', body)).toMatchObject({ status: 201 });
      }
      for (const step of stepsOf(copy.read('docs/change-a-service.md'))) take(step, copy);
      const changed = copy.git('status', '--porcelain', '--untracked-files=all').trim().split('\n');
      const files = changed.map((line) => line.trim().split(' ').at(-1) ?? '');
      expect(files).toEqual(
        expect.arrayContaining([
          'apps/food-service/contract/client-types.ts',
          'apps/food-service/contract/openapi.json',
        ]),
      );
      expect(files.filter((file) => !file.startsWith('apps/food-service/'))).toEqual([]);
      copy.commit('a field, an operation, a status, an index and a queue');
    },
    5 * MINUTES,
  );

  it(
    "passes the workspace's checks",
    () => {
      const targets = '--targets=lint,typecheck,openapi-lint,contract';
      const projects = '--projects=food-service,food-service-test,food-service-contract';
      expect(copy.nx('run-many', targets, projects, '--output-style=static')).toContain(
        'Successfully ran',
      );
      const files = copy.git('diff', '--name-only', 'HEAD~1').trim().split('\n');
      expect(copy.node('prettier/bin/prettier.cjs', '--check', ...files)).toContain(
        'All matched files use Prettier code style',
      );
    },
    3 * MINUTES,
  );

  it(
    'deploys only the service, without a failed request of others',
    async () => {
      let isDeployed = false;
      const loaded = sandbox.load(
        'beverage',
        { fullName: 'Grace Hopper', beverage: 'tea' },
        () => isDeployed,
      );
      const deploy = ['affected', '-t', 'deploy', '-c', 'sandbox', '--base=HEAD~1'];
      const printed = await nx(...deploy, '--output-style=static').finally(() => {
        isDeployed = true;
      });
      expect(printed).toContain('nx run food-service:deploy');
      expect(printed).not.toMatch(/nx run beverage-service[\w-]*:/);
      expect(printed).not.toMatch(/nx run consumer-infra:deploy:/);
      expect(printed).toContain(
        'consumer-infra is not part of this deployment and was left unchanged.',
      );
      expect(printed).not.toContain('No updates are to be performed');
      const tally = await loaded;
      expect([...tally.keys()]).toEqual([201]);
      expect(tally.get(201)).toBeGreaterThan(100);
    },
    3 * MINUTES,
  );

  it(
    'does not change the other service’s template and bundles',
    () => {
      build();
      expect(deployedFiles('beverage-service')).toEqual(beverageBefore);
    },
    3 * MINUTES,
  );

  it('serves the new field, operation, status and search, and existing orders as before', async () => {
    const placed = await sandbox.send('food', 'POST', '/orders', {
      ...order,
      note: 'hot',
      quantity: 3,
    });
    const stated = { note: 'hot', quantity: 3, status: 'placed' };
    expect(placed).toMatchObject({ status: 201, body: { order: stated } });
    const { orderId } = placed.body['order'] as { readonly orderId: string };
    const canceled = await sandbox.send('food', 'DELETE', `/orders/${orderId}`);
    expect(canceled).toMatchObject({ status: 200, body: { status: 'canceled' } });
    expect(await sandbox.send('food', 'DELETE', `/orders/${orderId}`)).toEqual(canceled);
    const found = await sandbox.send('food', 'GET', '/orders?fullName=Ada%20Lovelace');
    expect(found.body['orders']).toHaveLength(oldOrders.length + 1);
    expect(found.body['orders']).toContainEqual(
      expect.objectContaining({ food: 'salat', quantity: 1, status: 'placed' }),
    );
    expect(await sandbox.send('food', 'PATCH', `/orders/${orderId}`)).toMatchObject({
      status: 405,
    });
    expect(await sandbox.send('food', 'POST', '/orders', { ...order, quantity: 21 })).toMatchObject(
      {
        status: 400,
        body: { code: 'REQUEST.INVALID_BODY' },
      },
    );
  });
});
