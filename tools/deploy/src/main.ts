/**
 * Deploys an app: `nx run <app>:deploy -c <stage>`. Runs in the app's folder, whose `src/stages.ts` it
 * reads, as `main.ts --stage=<name> -- <arguments of cdk>`.
 */
import { parseArgs } from 'node:util';
import { reportMistake } from '@cross-account/stages';
import { deployApp, deployableStage } from './deploy-app';
import { stageHere } from './stage-here';

async function deploy(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { stage: { type: 'string' } },
    allowPositionals: true,
  });
  const { app, selected } = await stageHere(values.stage, deployableStage);
  process.exitCode = await deployApp(app, selected, positionals);
}

deploy().catch(reportMistake);
