import type { FileChange, Tree } from '@nx/devkit';
import {
  changes,
  collectOutput,
  edit,
  textOf,
  workspace,
  workspaceWith,
} from '../../testing/workspace';
import { serviceGenerator } from '../service/generator';
import { operationGenerator } from './generator';

const cancel = {
  service: 'made-up',
  name: 'cancel-order',
  method: 'DELETE',
  path: '/orders/{orderId}',
  sets: 'canceledAt',
};
const APP = 'apps/made-up-service';

let generated: readonly FileChange[];
let tree: Tree;
let output: readonly string[];

beforeAll(async () => {
  const made = workspace();
  await serviceGenerator(made, { name: 'made-up', items: ['cake', 'ice-cream'] });
  generated = made.listChanges();
});
beforeEach(() => {
  tree = workspaceWith(generated);
  output = collectOutput();
});
afterEach(() => jest.restoreAllMocks());

/** Runs the generator and its callback, and returns the changed files. */
async function changedBy(options: Parameters<typeof operationGenerator>[1]) {
  const before = new Map(tree.listChanges().map(({ path, content }) => [path, String(content)]));
  const done = await operationGenerator(tree, options);
  await done();
  return tree
    .listChanges()
    .filter(({ path, content }) => before.get(path) !== String(content))
    .map(({ path }) => path)
    .sort();
}

describe('a new operation', () => {
  it('changes files of its service’s app only', async () => {
    expect(await changedBy(cancel)).toEqual(
      [
        'src/api.ts',
        'src/lambdas/cancel-order/cancel-order.ts',
        'src/lambdas/cancel-order/handler.ts',
        'src/lambdas/cancel-order/operation.ts',
        'src/service.ts',
        'test/lambdas/cancel-order.spec.ts',
      ].map((name) => `${APP}/${name}`),
    );
  });

  it('is added to the operations, and its field to the state', async () => {
    await operationGenerator(tree, cancel);
    expect(textOf(tree, `${APP}/src/api.ts`)).toContain(
      "import { cancelOrder } from './lambdas/cancel-order/operation';",
    );
    expect(textOf(tree, `${APP}/src/api.ts`)).toContain(
      'operations: [...orderOperations, cancelOrder]',
    );
    expect(textOf(tree, `${APP}/src/service.ts`)).toMatch(
      /state: \{\s*canceledAt: optionalTime\(\{ description: 'When DELETE \/orders\/\{orderId\} was called' \}\),?\s*\}/,
    );
  });

  it.each([
    ['reads an order', { method: 'GET', path: '/orders/{orderId}/receipt' }, "access: ['get']"],
    ['lists orders', { method: 'GET', path: '/receipts' }, "access: ['list']"],
    [
      'changes an order',
      { method: 'PUT', path: '/orders/{orderId}/receipt' },
      "access: ['update']",
    ],
  ])('%s according to its method and path', async (_kind, change, access) => {
    await operationGenerator(tree, { ...cancel, name: 'do-something', ...change });
    const operation = textOf(tree, `${APP}/src/lambdas/do-something/operation.ts`);
    expect(operation).toContain(access);
    expect(operation).toContain("summary: 'Do something'");
    for (const { path, content } of tree.listChanges()) {
      expect([path, content?.toString()]).not.toContainEqual(expect.stringContaining('<%'));
    }
  });

  it('can be one of several', async () => {
    await operationGenerator(tree, cancel);
    await operationGenerator(tree, {
      ...cancel,
      name: 'rate-order',
      method: 'PUT',
      path: '/orders/{orderId}/rating',
      sets: 'ratedAt',
    });
    expect(textOf(tree, `${APP}/src/api.ts`)).toMatch(
      /\.\.\.orderOperations,\s*cancelOrder,\s*rateOrder/,
    );
    const service = textOf(tree, `${APP}/src/service.ts`);
    expect(service).toMatch(/canceledAt: .*\n\s*ratedAt: /);
    expect(service.match(/optionalTime/g)).toHaveLength(3);
  });

  it('prints the next steps', async () => {
    await changedBy(cancel);
    expect(output.join('\n')).toContain('npx nx run made-up-service:openapi');
  });
});

describe('the operation generator, run again', () => {
  it('changes nothing', async () => {
    await operationGenerator(tree, cancel);
    expect(await changedBy(cancel)).toEqual([]);
  });

  it('does not overwrite changed files, and names them', async () => {
    await operationGenerator(tree, cancel);
    const logic = `${APP}/src/lambdas/cancel-order/cancel-order.ts`;
    edit(tree, logic, 'There is no order', 'No order');
    expect(await changedBy(cancel)).toEqual([]);
    expect(output).toContain(`Not overwritten, because it was changed: ${logic}`);
  });
});

describe('the operation generator rejects, before it writes anything,', () => {
  it.each([
    [
      { service: 'nobody' },
      "there is no service 'nobody': apps/nobody-service/src/api.ts is missing",
    ],
    [{ name: 'Cancel' }, "name 'Cancel' must be two or more words in kebab-case"],
    [{ name: 'cancel' }, "name 'cancel' must be two or more words"],
    [{ name: `a-${'b'.repeat(40)}` }, 'of at most 40 characters'],
    [{ name: 'list-orders' }, "name 'list-orders' is an operation that every service has"],
    [{ method: 'FETCH' }, '--method must be one of DELETE, GET, PATCH, POST, PUT'],
    [{ path: 'orders' }, "--path must be like /orders/{orderId}/cancellation, got 'orders'"],
    [{ path: '/orders/{id}' }, '--path must be like'],
    [{ path: '/orders' }, '--path of DELETE must contain the ID of an order'],
    [{ sets: 'canceled at' }, "--sets must be a field such as canceledAt, got 'canceled at'"],
  ])('%j', async (change, message) => {
    const before = changes(tree);
    await expect(operationGenerator(tree, { ...cancel, ...change })).rejects.toThrow(message);
    expect(changes(tree)).toEqual(before);
  });

  it('all mistakes at once', async () => {
    const wrong = { ...cancel, name: 'x', path: 'y' };
    await expect(operationGenerator(tree, wrong)).rejects.toThrow(/name 'x'.*\n.*--path/);
  });

  it('a list of operations in another form', async () => {
    edit(tree, `${APP}/src/api.ts`, 'operations: [...orderOperations]', 'operations: all()');
    await expect(operationGenerator(tree, cancel)).rejects.toThrow(
      `${APP}/src/api.ts: api.operations must be a literal list there`,
    );
  });
});
