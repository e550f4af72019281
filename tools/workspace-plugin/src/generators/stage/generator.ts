import { logger } from '@nx/devkit';
import type { GeneratorCallback, Tree } from '@nx/devkit';
import type { NewStage } from '../../stage/stage-copy';
import { stageFiles, stagesIn } from '../../stage/stage-files';
import { readRequest } from './request';
import type { StageOptions } from './request';

/**
 * Adds a stage to every app, to the workflows and to the list of stages. What only its owner knows is a
 * placeholder, which the stages' checks refuse until `configure` has set it.
 * @returns what is to be done after the files are written: it logs the next steps
 * @throws Error before anything is written, one line for each thing that is wrong
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
