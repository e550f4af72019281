import { z } from 'zod';
import { stageEnvironment, stageStackName } from '@cross-account/stages';
import type { SelectedStage } from '@cross-account/stages';
import { deployInSteps } from './deploy-in-steps';
import { runCdk } from './run-cdk';
import type { App } from './stage-here';
import { deployedStack } from './stack-status';

/** The values of a stage that are required to deploy an app to it. */
export const deployableStage = z.object({ ...stageEnvironment.shape, protect: z.boolean() });

/**
 * Deploys an app to one of its stages.
 * @param cdkArguments arguments of the CDK CLI, which runs in the app's folder
 * @returns the exit code: 0 when all steps succeeded
 * @throws ConfigurationError when the status of the stack cannot be read
 */
export function deployApp(
  app: App,
  { name, stage }: SelectedStage<z.infer<typeof deployableStage>>,
  cdkArguments: readonly string[],
): Promise<number> {
  return deployInSteps({
    protect: stage.protect,
    stackStatus: async () => (await deployedStack(stageStackName(app.name, name), stage))?.status,
    cdk: (added) => runCdk([...cdkArguments, ...added]),
    print: (line) => console.log(line),
  });
}
