import { logger } from '@nx/devkit';
import type { GeneratorCallback, Tree } from '@nx/devkit';
import type { NewStage } from '../../stage/stage-copy';
import { stageFiles, stagesIn } from '../../stage/stage-files';
import { readRequest } from './request';
import type { StageOptions } from './request';

/**
 * Adds a stage to all apps, the workflows and the list of stages. Values that only its owner knows are
 * placeholders, which the checks of stages reject until `configure` has set them.
 *
 * @returns a callback that prints the next steps
 * @throws Error before anything is written, with one line for each invalid option
 */
export async function stageGenerator(
  tree: Tree,
  options: StageOptions,
): Promise<GeneratorCallback> {
  const stage = readRequest(tree, options);
  for (const [path, text] of await stageFiles(tree, stage)) {
    if (text !== undefined) tree.write(path, text);
    else
      logger.warn(`Add the stage '${stage.name}' manually, because the file was changed: ${path}`);
  }
  const stages = stagesIn(tree);
  return () => logger.info(nextSteps(stage, stages));
}

function nextSteps({ name }: NewStage, stages: readonly string[]): string {
  const deployed = stages.filter((stage) => stage !== 'sandbox').join();
  return [
    '',
    'Next:',
    `  npx nx g workspace-plugin:configure --accounts=${name}.consumer=<id>,…  sets accounts, domain and certificates`,
    `  npx nx run github-roles:write … --stages=${deployed}  generates the roles for deployments from GitHub`,
    `  docs/deploy.md  describes how to deploy a stage, with -c ${name}`,
  ].join('\n');
}

export default stageGenerator;
