/**
 * Deploys an app: `nx run <app>:deploy -c <stage>`. Runs in the app's folder, whose `src/stages.ts` it
 * reads, as `main.ts --stage=<name> -- <arguments of cdk>`.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { reportMistake, stageEnvironment, stageNamed, stageStackName } from '@cross-account/stages';
import { appHere, stagesOf } from './app-here';
import { deployInSteps } from './deploy-in-steps';
import { runCdk } from './run-cdk';
import { stackStatus } from './stack-status';

const deployedStage = z.object({ ...stageEnvironment.shape, protect: z.boolean() });

async function deploy(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { stage: { type: 'string' } },
    allowPositionals: true,
  });
  const app = appHere();
  const stages = await stagesOf<typeof deployedStage>(app);
  const { name, stage } = stageNamed(values.stage, stages, deployedStage);
  process.exitCode = await deployInSteps({
    protect: stage.protect,
    stackStatus: () => stackStatus(stageStackName(app.name, name), stage),
    cdk: (added) => runCdk([...positionals, ...added]),
    print: (line) => console.log(line),
  });
}

deploy().catch(reportMistake);
