import type { FileChange, Tree } from '@nx/devkit';
import { sandboxAccount, serviceNames } from '../../service-app/listed-services';
import { changes, collectOutput, edit, workspace, workspaceWith } from '../../testing/workspace';
import { serviceGenerator } from '../service/generator';
import { removeServiceGenerator } from './generator';

const FOLDER = 'apps/made-up-service';
const CONSUMER_FILE = 'apps/consumer-infra/src/services.ts';

let generated: readonly FileChange[];
let tree: Tree;
let output: readonly string[];

beforeAll(async () => {
  const made = workspace();
  await serviceGenerator(made, { name: 'made-up', items: ['cake', 'ice-cream'], owner: '@a' });
  generated = made.listChanges();
});
beforeEach(() => {
  tree = workspaceWith(generated);
  output = collectOutput();
});
afterEach(() => jest.restoreAllMocks());

describe('a removed service', () => {
  it('leaves no trace', async () => {
    await removeServiceGenerator(tree, { name: 'made-up' });
    expect(changes(tree)).toEqual([]);
    expect(output).toEqual([]);
  });

  it('leaves no trace if it was added between others', async () => {
    await serviceGenerator(tree, { name: 'never-made', items: ['leek'] });
    await removeServiceGenerator(tree, { name: 'made-up' });
    await removeServiceGenerator(tree, { name: 'never-made' });
    expect(changes(tree)).toEqual([]);
  });

  it('may have another menu than it was generated with', async () => {
    edit(tree, `${FOLDER}/src/service.ts`, "'ice-cream'", "'pie'");
    tree.delete(`${FOLDER}/contract`);
    await expect(removeServiceGenerator(tree, { name: 'made-up' })).rejects.toThrow(
      /lost:\n {2}apps\/orders-e2e\/src\/support\/services.ts \(its row of made-up\)\n\S/,
    );
  });

  it('frees its account for the next service', async () => {
    const account = sandboxAccount(tree, 'made-up');
    await removeServiceGenerator(tree, { name: 'made-up' });
    await serviceGenerator(tree, { name: 'never-made', items: ['leek'] });
    expect(sandboxAccount(tree, 'never-made')).toBe(account);
  });
});

describe('a manual change in a service', () => {
  const mine: [string, () => void, string][] = [
    [
      'a file',
      () => edit(tree, `${FOLDER}/src/stages.ts`, 'false', 'true'),
      `${FOLDER}/src/stages.ts`,
    ],
    ['a new file', () => tree.write(`${FOLDER}/src/mine.ts`, ''), `${FOLDER}/src/mine.ts`],
    ['a document', () => tree.write(`${FOLDER}/README.md`, ''), `${FOLDER}/README.md`],
    [
      'a service that is no longer plain data',
      () => edit(tree, `${FOLDER}/src/service.ts`, "'cake'", 'cake'),
      `${FOLDER}/src/service.ts`,
    ],
    [
      'its row in the consumer’s list',
      () => edit(tree, CONSUMER_FILE, '<dev made-up account id>', '123456789012'),
      `${CONSUMER_FILE} (its row of made-up)`,
    ],
    [
      'a comment in its row',
      () => edit(tree, CONSUMER_FILE, "name: 'made-up',", "name: 'made-up', // sweet"),
      `${CONSUMER_FILE} (its row of made-up)`,
    ],
  ];

  it.each(mine)('is not removed by default: %s', async (_what, change, named) => {
    change();
    const before = tree.listChanges();
    const removal = removeServiceGenerator(tree, { name: 'made-up' });
    await expect(removal).rejects.toThrow('which would be lost:\n');
    await expect(removal).rejects.toThrow(`\n  ${named}\n`);
    expect(tree.listChanges()).toEqual(before);
  });

  it.each(mine)('is removed with --force: %s', async (_what, change) => {
    change();
    await removeServiceGenerator(tree, { name: 'made-up', force: true });
    expect(changes(tree)).toEqual([]);
  });

  it('does not include files of tools in its folder', async () => {
    tree.write(`${FOLDER}/coverage/index.html`, '');
    tree.write(`${FOLDER}/node_modules/.cache`, '');
    await removeServiceGenerator(tree, { name: 'made-up' });
    expect(changes(tree)).toEqual([]);
  });

  it('outside of its app remains, and is reported', async () => {
    tree.write('libs/cakes/project.json', '{ "name": "cakes", "tags": ["scope:made-up"] }');
    await removeServiceGenerator(tree, { name: 'made-up' });
    expect(output).toContain(
      'Not removed, because it is not part of the app: libs/cakes (scope:made-up)',
    );
  });
});

describe('remove-service rejects', () => {
  it('an unknown service, and lists the services', async () => {
    await expect(removeServiceGenerator(tree, { name: 'never-made' })).rejects.toThrow(
      `unknown service 'never-made'; the services are ${serviceNames(tree).join(', ')}`,
    );
  });

  it.each(['consumer', '../food', ''])('%j', async (name) => {
    await expect(removeServiceGenerator(tree, { name, force: true })).rejects.toThrow(
      'unknown service',
    );
  });

  it('the last service, even with --force', async () => {
    const others = serviceNames(tree).filter((name) => name !== 'made-up');
    for (const name of others) await removeServiceGenerator(tree, { name, force: true });
    await expect(removeServiceGenerator(tree, { name: 'made-up', force: true })).rejects.toThrow(
      "'made-up' is the last service",
    );
  });
});
