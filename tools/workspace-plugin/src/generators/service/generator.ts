import { logger } from '@nx/devkit';
import type { GeneratorCallback, Tree } from '@nx/devkit';
import { appFiles } from '../../service-app/app-files';
import { addRow, rowState, serviceLists } from '../../service-app/listed-services';
import { appFolderOf, appOf } from '../../service-app/service';
import { CodeOwners } from '../../source/code-owners';
import { readRequest } from './request';
import type { ServiceOptions } from './request';

/**
 * Adds an order service. Existing files are not overwritten, so a second run changes nothing; changed files
 * are listed.
 *
 * @returns a callback that prints the next steps
 * @throws Error before anything is written, with one line for each invalid option
 */
export async function serviceGenerator(
  tree: Tree,
  options: ServiceOptions,
): Promise<GeneratorCallback> {
  const { service, owners } = readRequest(tree, options);
  const skipped: string[] = [];
  for (const [path, content] of await appFiles(tree, service)) {
    if (!tree.exists(path)) tree.write(path, content);
    else if (tree.read(path, 'utf8') !== content) skipped.push(path);
  }
  for (const list of serviceLists) {
    const state = await rowState(tree, list, service);
    if (state === 'missing') await addRow(tree, list, service);
    if (state === 'changed') skipped.push(`${list.path} (its row of ${service.name})`);
  }
  const codeOwners = CodeOwners.read(tree).withOwners(`/${appFolderOf(service.name)}/`, owners);
  tree.write(codeOwners.path, codeOwners.text);
  for (const path of skipped) logger.warn(`Not overwritten, because it was changed: ${path}`);
  const isComplete = tree.listChanges().length === 0;
  return () =>
    logger.info(isComplete ? 'Nothing to add: everything is up to date.' : nextSteps(service.name));
}

function nextSteps(name: string): string {
  return [
    '',
    'Next:',
    `  npm start                            serves https://${name}.orders.localhost:8443/v1/orders`,
    `  npx nx run ${`${appOf(name)}:test`.padEnd(25)} runs its tests`,
    '  npx nx g workspace-plugin:configure  lists the values that are missing for AWS',
  ].join('\n');
}

export default serviceGenerator;
