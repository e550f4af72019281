/**
 * Deploys an app: `nx run <app>:deploy -c <stage>`. Runs in the app's folder, whose `src/stages.ts` it
 * reads, as `main.ts --stage=<name> -- <arguments of cdk>`.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { reportMistake, stageEnvironment, stageNamed, stageStackName } from '@cross-account/stages';
import { deployInSteps } from './deploy-in-steps';
import { runCdk } from './run-cdk';
import { stackStatus } from './stack-status';

const deployedStage = z.object({ ...stageEnvironment.shape, protect: z.boolean() });

type DeployedStages = Parameters<typeof stageNamed<typeof deployedStage>>[1];

async function deploy(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { stage: { type: 'string' } },
    allowPositionals: true,
  });
  const appName = path.basename(process.cwd());
  const file = `apps/${appName}/src/stages.ts`;
  const module = pathToFileURL(path.resolve('src', 'stages.ts')).href;
  const { stages } = (await import(module)) as Pick<DeployedStages, 'stages'>;
  const { name, stage } = stageNamed(values.stage, { stages, file }, deployedStage);
  process.exitCode = await deployInSteps({
    protect: stage.protect,
    stackStatus: () => stackStatus(stageStackName(appName, name), stage),
    cdk: (added) => runCdk([...positionals, ...added]),
    print: (line) => console.log(line),
  });
}

deploy().catch(reportMistake);
