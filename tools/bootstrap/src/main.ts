/**
 * Bootstraps the account of a stage: `nx run <app>:bootstrap -c <stage>`. Runs in the app's folder and reads
 * its `src/stages.ts`, so that apps need no code for it.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { reportMistake } from '@cross-account/stages';
import type { BootstrapStage, StageFile } from '@cross-account/stages';
import { bootstrapArguments } from './bootstrap-arguments';

const appFolder = process.cwd();
const stagesFile = path.join(appFolder, 'src', 'stages.ts');

async function bootstrap(): Promise<void> {
  const { stages } = (await import(pathToFileURL(stagesFile).href)) as Pick<
    StageFile<BootstrapStage>,
    'stages'
  >;
  const file = `apps/${path.basename(appFolder)}/src/stages.ts`;
  const args = bootstrapArguments(process.argv.slice(2), { stages, file });
  console.log(`cdk ${args.join(' ')}`);
  const cdk = require.resolve('aws-cdk/bin/cdk');
  // Outside of the app's folder, where the CLI would find cdk.json and synthesize first.
  const { status } = spawnSync(process.execPath, [cdk, ...args], {
    cwd: path.resolve(appFolder, '../..'),
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}

bootstrap().catch(reportMistake);
