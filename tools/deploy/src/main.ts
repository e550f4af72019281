/**
 * Deploys an app: `nx run <app>:deploy -c <stage>`. Runs in the app's folder, whose `src/stages.ts` it
 * reads, as `main.ts --stage=<name> -- <arguments of cdk>`.
 */
import { parseArgs } from 'node:util';
import { reportMistake, stageNamed } from '@cross-account/stages';
import { appHere, stagesOf } from './app-here';
import { deployApp, deployableStage } from './deploy-app';

async function deploy(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { stage: { type: 'string' } },
    allowPositionals: true,
  });
  const app = appHere();
  const stages = await stagesOf<typeof deployableStage>(app);
  const selected = stageNamed(values.stage, stages, deployableStage);
  process.exitCode = await deployApp(app, selected, positionals);
}

deploy().catch(reportMistake);
