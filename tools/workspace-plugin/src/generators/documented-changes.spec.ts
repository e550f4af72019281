/** Checks that the documentation lists the changes that the generators make. */
import type { Tree } from '@nx/devkit';
import { changes, collectOutput, textOf, workspace } from '../testing/workspace';
import { serviceGenerator } from './service/generator';
import { stageGenerator } from './stage/generator';

let tree: Tree;

beforeEach(() => {
  tree = workspace();
  collectOutput();
});
afterEach(() => jest.restoreAllMocks());

/** Returns the changes that a page lists under a command, sorted. */
function documented(page: string, command: string): readonly string[] {
  const [, listed = ''] = textOf(tree, page).split(`$ npx nx g ${command}`);
  const [block = ''] = listed.split('```');
  return [...block.matchAll(/^(?:CREATE|UPDATE) \S+$/gm)].map(([line]) => line).sort();
}

it('docs/add-a-service.md lists the files of a new service', async () => {
  const page = documented('docs/add-a-service.md', 'workspace-plugin:service dessert');
  await serviceGenerator(tree, { name: 'never-made', items: ['cake'], owner: '@a' });
  const actual = changes(tree).map((line) => line.replaceAll('never-made', 'dessert'));
  expect(actual.sort()).toEqual(page);
});

it('docs/deploy.md lists the files of a new stage', async () => {
  const page = documented('docs/deploy.md', 'workspace-plugin:stage staging');
  await stageGenerator(tree, { name: 'never-made', region: 'eu-west-1' });
  const ofServices = /^UPDATE apps\/[\w-]+-service\/src\/stages\.ts$/;
  // A fork has other services.
  const others = (lines: readonly string[]) => lines.filter((line) => !ofServices.test(line));
  expect(others(changes(tree))).toEqual(others(page));
});
