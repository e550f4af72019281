import type { Tree } from '@nx/devkit';
import { orderOperations } from '@cross-account/orders-domain/http';
import { appFiles, offerOf } from '../../service-app/app-files';
import { filesIn } from '../../service-app/changes';
import {
  rulePriority,
  sandboxAccount,
  serviceLists,
  serviceNames,
} from '../../service-app/listed-services';
import { appFolderOf } from '../../service-app/service';
import type { Service } from '../../service-app/service';
import { TypeScriptSource } from '../../source/typescript-source';
import { changes, collectOutput, edit, textOf, workspace } from '../../testing/workspace';
import { removeServiceGenerator } from '../remove-service/generator';
import { serviceGenerator } from './generator';

const madeUp = { name: 'made-up', items: ['cake', 'ice-cream'] };
const SERVICE_FILE = 'apps/made-up-service/src/service.ts';
const CONSUMER_FILE = 'apps/consumer-infra/src/services.ts';
const SUITE_FILE = 'apps/orders-e2e/src/support/services.ts';

let tree: Tree;
let output: readonly string[];

beforeEach(() => {
  tree = workspace();
  output = collectOutput();
});
afterEach(() => jest.restoreAllMocks());

describe('a new service', () => {
  it('is an app, an entry of the consumer and of the tests, with an owner', async () => {
    await serviceGenerator(tree, madeUp);
    expect(changes(tree)).toEqual([
      ...[
        'cdk.json',
        'contract/client-types.ts',
        'contract/openapi.json',
        'project.json',
        'src/api.ts',
        'src/app.ts',
        'src/lambdas/get-order/handler.ts',
        'src/lambdas/list-orders/handler.ts',
        'src/lambdas/place-order/handler.ts',
        'src/made-up-stack.ts',
        'src/main.ts',
        'src/service.ts',
        'src/stages.ts',
        'test/app.spec.ts',
        'test/jest.config.cjs',
        'test/project.json',
        'test/tsconfig.json',
        'tsconfig.json',
      ].map((name) => `CREATE apps/made-up-service/${name}`),
      'UPDATE .github/CODEOWNERS',
      `UPDATE ${CONSUMER_FILE}`,
      `UPDATE ${SUITE_FILE}`,
    ]);
    expect(textOf(tree, 'apps/made-up-service/contract/client-types.ts')).toContain(
      '"made-up": "cake" | "ice-cream";',
    );
  });

  it('has its name, menu and tags', async () => {
    await serviceGenerator(tree, madeUp);
    expect(textOf(tree, SERVICE_FILE)).toContain(
      "defineService({ name: 'made-up', items: ['cake', 'ice-cream'] })",
    );
    expect(textOf(tree, SUITE_FILE)).toContain("{ name: 'made-up', menu: ['cake', 'ice-cream'] },");
    const project = JSON.parse(textOf(tree, 'apps/made-up-service/project.json')) as object;
    expect(project).toMatchObject({ tags: ['scope:made-up', 'type:app', 'tier:service'] });
    for (const { path, content } of tree.listChanges()) {
      expect([path, content?.toString()]).not.toContainEqual(expect.stringContaining('<%'));
    }
  });

  it('gets a free account in the sandbox', async () => {
    for (let count = 0; count < 10; count += 1) {
      await serviceGenerator(tree, { name: `made-up-${count}`, items: ['one'] });
    }
    const accounts = serviceNames(tree).map((name) => sandboxAccount(tree, name) ?? 'none');
    expect(new Set(['111111111111', ...accounts]).size).toBe(accounts.length + 1);
    for (const account of accounts) expect(account).toMatch(/^\d{12}$/);
    const [last = ''] = accounts.slice(-1);
    expect(textOf(tree, 'apps/made-up-9-service/src/stages.ts')).toContain(`account: '${last}'`);
    expect(textOf(tree, CONSUMER_FILE)).toContain(`'arn:aws:iam::${last}:root'`);
  });

  it('gets a free rule priority, and does not change others', async () => {
    const priorities = () => serviceNames(tree).map((name) => rulePriority(tree, name));
    const before = priorities();
    const highest = Math.max(...before.map(Number));
    await serviceGenerator(tree, madeUp);
    await serviceGenerator(tree, { ...madeUp, name: 'never-made' });
    await removeServiceGenerator(tree, { name: madeUp.name });
    await serviceGenerator(tree, { ...madeUp, name: 'made-last' });
    expect(serviceNames(tree).slice(-2)).toEqual(['never-made', 'made-last']);
    expect(priorities()).toEqual([...before, highest + 20, highest + 30]);
  });

  it('belongs to the owner in the option, or else to the default owner', async () => {
    await serviceGenerator(tree, { ...madeUp, owner: '@org/sweets, ada@example.com' });
    expect(textOf(tree, '.github/CODEOWNERS')).toContain(
      '/apps/made-up-service/ @org/sweets ada@example.com\n',
    );
    const [, everybody] = /^\* (.*)$/m.exec(textOf(tree, '.github/CODEOWNERS')) ?? [];
    await serviceGenerator(tree, { ...madeUp, name: 'never-made' });
    expect(textOf(tree, '.github/CODEOWNERS')).toContain(
      `/apps/never-made-service/ ${everybody}\n`,
    );
  });

  it.each([
    ['2', 'ab'],
    ['31', 'a'.repeat(31)],
  ])('may have a name of %s characters', async (_length, name) => {
    await serviceGenerator(tree, { name, items: ['a', 'b'.repeat(63)] });
    expect(serviceNames(tree)).toContain(name);
  });
});

describe('the service generator, run again', () => {
  it('changes nothing', async () => {
    await serviceGenerator(tree, madeUp);
    const before = tree.listChanges();
    await serviceGenerator(tree, madeUp);
    await serviceGenerator(tree, { name: 'made-up' });
    expect(tree.listChanges()).toEqual(before);
    expect(output).toEqual([]);
  });

  it('adds missing parts, and does not overwrite changed ones, which it names', async () => {
    await serviceGenerator(tree, madeUp);
    edit(tree, SERVICE_FILE, 'The definition of the service', 'The definition');
    edit(tree, CONSUMER_FILE, '<dev made-up account id>', '123456789012');
    tree.delete('apps/made-up-service/src/main.ts');
    const changed = [SERVICE_FILE, CONSUMER_FILE].map((path) => textOf(tree, path));

    await serviceGenerator(tree, madeUp);

    expect([SERVICE_FILE, CONSUMER_FILE].map((path) => textOf(tree, path))).toEqual(changed);
    expect(tree.exists('apps/made-up-service/src/main.ts')).toBe(true);
    expect(output).toEqual([
      `Not overwritten, because it was changed: ${SERVICE_FILE}`,
      `Not overwritten, because it was changed: ${CONSUMER_FILE} (its row of made-up)`,
    ]);
  });

  it('does not overwrite a menu that differs from the option', async () => {
    await serviceGenerator(tree, madeUp);
    const before = tree.listChanges();
    await serviceGenerator(tree, { ...madeUp, items: ['cake', 'pie'] });
    expect(tree.listChanges()).toEqual(before);
    expect(output).toContain(`Not overwritten, because it was changed: ${SERVICE_FILE}`);
  });
});

describe('the service generator rejects, before it writes anything,', () => {
  it.each<[string, object, string]>([
    ['a name in upper case', { name: 'Dessert' }, "name 'Dessert' must be kebab-case"],
    ['a name with an underscore', { name: 'ice_tea' }, 'must be kebab-case'],
    ['a name with a blank', { name: 'ice tea' }, 'must be kebab-case'],
    ['a name with two hyphens', { name: 'ice--tea' }, 'must be kebab-case'],
    ['a name that ends in a hyphen', { name: 'ice-' }, 'must be kebab-case'],
    ['a name that starts with a digit', { name: '7up' }, 'must be kebab-case'],
    ['a path', { name: '../food' }, 'must be kebab-case'],
    ['a name outside ASCII', { name: 'crème' }, 'must be kebab-case'],
    ['an empty name', { name: '' }, 'must be kebab-case'],
    ['one letter', { name: 'a' }, 'must have 2 to 31 characters'],
    ['32 letters', { name: 'a'.repeat(32) }, 'must have 2 to 31 characters'],
    [
      'a project’s name',
      { name: 'pie-service' },
      "must not end with '-service', which is added to the name of the project: pie",
    ],
    ['the consumer', { name: 'consumer' }, 'is taken: the scope of the consumer account'],
    ['orders', { name: 'orders' }, 'is taken'],
    ['a stage', { name: 'dev' }, 'is taken: a stage'],
    ['the scope of the tools', { name: 'tools' }, 'is taken'],
    ['the scope of the libraries', { name: 'shared' }, 'is taken'],
    ['a property of every object', { name: 'constructor' }, 'is taken'],
    [
      'no menu',
      { items: undefined },
      "--items is missing: the menu of 'made-up', such as --items=cake,ice-cream",
    ],
    ['an empty menu', { items: [] }, 'must have at least one item'],
    ['an empty item', { items: ['cake', ''] }, '--items: item of service "made-up" must match'],
    ['an item twice', { items: ['cake', 'cake'] }, 'lists the item "cake" twice'],
    ['an item in upper case', { items: ['Cake'] }, 'got "Cake"'],
    ['an item with a quote', { items: ["'"] }, 'got "\'"'],
    ['an item of 64 characters', { items: ['a'.repeat(64)] }, 'must match'],
    [
      'an item named like a property of every object',
      { items: ['constructor'] },
      "item 'constructor'",
    ],
    [
      'an owner without @',
      { owner: 'ada' },
      "--owner must be @user, @org/team or an e-mail address, got 'ada'",
    ],
    ['one bad owner of two', { owner: '@a,b' }, "got 'b'"],
  ])('%s', async (_what, options, message) => {
    await expect(serviceGenerator(tree, { ...madeUp, ...options })).rejects.toThrow(message);
    expect(changes(tree)).toEqual([]);
  });

  it('all mistakes at once', async () => {
    const all = serviceGenerator(tree, { name: 'Food', owner: 'me' });
    await expect(all).rejects.toThrow(/name 'Food'.*\n.*--items.*\n--owner/);
  });

  it('the scope of another project', async () => {
    tree.write(
      'libs/never-made/project.json',
      '{ "name": "never-made", "tags": ["scope:never-made", "type:lib"] }',
    );
    await expect(serviceGenerator(tree, { ...madeUp, name: 'never-made' })).rejects.toThrow(
      "name 'never-made' is taken: a project with the tag scope:never-made exists",
    );
  });

  it('a service without an owner', async () => {
    tree.delete('.github/CODEOWNERS');
    await expect(serviceGenerator(tree, madeUp)).rejects.toThrow('--owner is missing');
  });

  it('a workspace without the consumer’s list', async () => {
    edit(tree, CONSUMER_FILE, 'const services', 'const rows');
    await expect(serviceGenerator(tree, madeUp)).rejects.toThrow(
      `${CONSUMER_FILE}: must contain the list 'services'`,
    );
  });
});

/** Returns a service as declared in its files. */
function serviceOf(name: string): Service {
  const offer = offerOf(workspace(), name) ?? { items: madeUp.items };
  const account = sandboxAccount(workspace(), name) ?? 'none';
  return { name, ...offer, account, priority: rulePriority(workspace(), name) ?? 0 };
}

/**
 * Returns the files that the generator creates for a service, and whether the service has the same, by path
 * in the app.
 */
async function comparedFiles(name: string): Promise<readonly (readonly [string, boolean])[]> {
  const folder = `${appFolderOf(name)}/`;
  const stages = `${folder}src/stages.ts`;
  return [...(await appFiles(workspace(), serviceOf(name)))].map(([path, made]) => {
    const there = workspace().read(path, 'utf8') ?? '';
    const isSame = path === stages ? shapeOf(made) === shapeOf(there) : made === there;
    return [path.slice(folder.length).replace(`${name}-stack`, '<name>-stack'), isSame] as const;
  });
}

describe('generated files', () => {
  // Teams may change their services. A file that differs in every service no longer represents the pattern.
  it('equal those of an existing service: otherwise update service-app/files', async () => {
    const compared = await Promise.all(serviceNames(workspace()).map(comparedFiles));
    const files = new Map<string, boolean>();
    for (const [path, isSame] of compared.flat()) {
      files.set(path, isSame || files.get(path) === true);
    }
    expect(files.size).toBeGreaterThan(10);
    expect([...files].filter(([, isSame]) => !isSame).map(([path]) => path)).toEqual([]);
  });

  it.each(serviceLists)('have an entry like each service: $path', ({ path, row }) => {
    for (const name of serviceNames(workspace())) {
      expect(shapeOf(rowOf(workspace(), path, name))).toBe(shapeOf(row(serviceOf(name))));
    }
  });

  it('have a handler for each function of the API', async () => {
    await serviceGenerator(tree, madeUp);
    const folder = 'apps/made-up-service/src/lambdas';
    const handlers = orderOperations.map(({ name }) => `${folder}/${name}/handler.ts`).sort();
    expect([...filesIn(tree, folder)].sort()).toEqual(handlers);
  });
});

function rowOf(of: Tree, file: string, name: string): string {
  return TypeScriptSource.read(of, file).codeAt('services', { name }) ?? 'none';
}

/** Returns code without values, which `configure` and users set, lengths of lists, and line breaks. */
function shapeOf(code: string): string {
  return code
    .replaceAll(/certificate: \{[^}]*\}/g, 'certificate: ?')
    .replaceAll(/'[^'\n]*'|\b\d+\b|\btrue\b|\bfalse\b/g, '?')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/,? ([}\]])/g, '$1')
    .replaceAll(/\[\?(?:, \?)*\]/g, '[?]');
}
