import { logger } from '@nx/devkit';
import type { GeneratorCallback, Tree } from '@nx/devkit';
import { readCall } from '../../operation/call';
import type { OperationOptions } from '../../operation/call';
import { callFiles, declareCall } from '../../operation/call-files';
import { appOf } from '../../service-app/service';

/**
 * Adds an operation with its own function to a service. Existing files are not overwritten, so a second run
 * changes nothing.
 *
 * @returns a callback that prints the next steps
 * @throws Error before anything is written, with one line for each invalid option
 */
export async function operationGenerator(
  tree: Tree,
  options: OperationOptions,
): Promise<GeneratorCallback> {
  const call = readCall(tree, options);
  for (const [path, content] of await callFiles(tree, call)) {
    if (!tree.exists(path)) tree.write(path, content);
    else if (tree.read(path, 'utf8') !== content) {
      logger.warn(`Not overwritten, because it was changed: ${path}`);
    }
  }
  await declareCall(tree, call);
  const isComplete = tree.listChanges().length === 0;
  const next = nextSteps(options, call.folder);
  return () => logger.info(isComplete ? 'Nothing to add: everything is up to date.' : next);
}

function nextSteps({ service, name }: OperationOptions, folder: string): string {
  const app = appOf(service);
  return [
    '',
    'Next:',
    `  ${folder}/src/lambdas/${name}/${name}.ts  contains the logic of the operation: adapt it`,
    `  npx nx run ${app}:openapi  adds it to the OpenAPI document`,
    `  npx nx run ${app}:test     runs its tests`,
  ].join('\n');
}

export default operationGenerator;
