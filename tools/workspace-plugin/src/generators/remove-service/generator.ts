import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { getProjects, logger } from '@nx/devkit';
import type { GeneratorCallback, Tree } from '@nx/devkit';
import { changesOf } from '../../service-app/changes';
import { removeRow, serviceLists, serviceNames } from '../../service-app/listed-services';
import { appFolderOf, appOf } from '../../service-app/service';
import { CodeOwners } from '../../source/code-owners';

/** The options of the generator, as its `schema.json` describes them. */
export interface RemoveServiceOptions {
  readonly name: string;
  readonly force?: boolean;
}

/**
 * Removes a service: its app, rows, owner, and types for callers.
 *
 * @returns a callback that deletes its build output
 * @throws Error before anything is removed, when changes would be lost
 */
export async function removeServiceGenerator(
  tree: Tree,
  { name, force = false }: RemoveServiceOptions,
): Promise<GeneratorCallback> {
  const names = serviceNames(tree);
  const folder = appFolderOf(name);
  if (!names.includes(name) && !tree.exists(folder)) {
    throw new Error(`unknown service '${name}'; the services are ${names.join(', ')}`);
  }
  if (names.every((one) => one === name)) {
    throw new Error(
      `'${name}' is the last service, and the consumer needs at least one: add another service first`,
    );
  }
  const changes = await changesOf(tree, name);
  if (changes.length > 0 && !force) throw new Error(refusal(name, changes));
  const outside = projectsOutside(tree, folder, name);
  tree.delete(folder);
  for (const list of serviceLists) await removeRow(tree, list, name);
  removeOwners(tree, `/${folder}/`);
  for (const project of outside) {
    logger.warn(`Not removed, because it is not part of the app: ${project} (scope:${name})`);
  }
  return () => removeOutput(tree.root, appOf(name));
}

function refusal(name: string, changes: readonly string[]): string {
  return [
    `'${name}' has changes since it was generated, which would be lost:`,
    ...changes.map((change) => `  ${change}`),
    `If a stage of it is deployed, destroy that first: npx nx run ${appOf(name)}:destroy -c <stage>.`,
    'To remove it anyway, add --force.',
  ].join('\n');
}

function removeOwners(tree: Tree, pattern: string): void {
  const { path, text } = CodeOwners.read(tree).without(pattern);
  if (text !== '') tree.write(path, text);
  else if (tree.exists(path)) tree.delete(path);
}

/** Returns the folders of the projects that have the scope of a service and are outside of its app. */
function projectsOutside(tree: Tree, folder: string, name: string): readonly string[] {
  return [...getProjects(tree).values()]
    .filter(({ tags = [] }) => tags.includes(`scope:${name}`))
    .map(({ root }) => root)
    .filter((root) => root !== folder && !root.startsWith(`${folder}/`));
}

function removeOutput(root: string, app: string): void {
  for (const folder of ['apps', 'cdk.out', 'cdk.deploy']) {
    rmSync(join(root, 'dist', folder, app), { recursive: true, force: true });
  }
}

export default removeServiceGenerator;
