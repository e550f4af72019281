/**
 * Reports the drift of a stage: `nx run <app>:drift -c <stage> [--role=<name>]`. Runs in the app's folder.
 * Writes a report and exits with 1 when resources have drifted.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  ConfigurationError,
  reportMistake,
  stageEnvironment,
  stageStackName,
} from '@cross-account/stages';
import { cloudFormation, refusal } from '../cloud-formation';
import { stageHere } from '../stage-here';
import { roleArn } from '../stack-status';
import { detectDrift } from './detect-drift';
import { driftReport } from './report';

async function drift(): Promise<void> {
  const { values } = parseArgs({
    options: { stage: { type: 'string' }, role: { type: 'string' } },
  });
  const { app, selected } = await stageHere(values.stage, stageEnvironment);
  const { name, stage } = selected;
  const stackName = stageStackName(app.name, name);
  if (values.role === '') throw new ConfigurationError('--role is empty');
  const role = values.role === undefined ? undefined : roleArn(stage, values.role);
  const client = cloudFormation(stage.region, role);
  const drifts = await detectDrift(client, stackName).catch((error: unknown) => {
    throw refusal(`could not detect the drift of ${stackName}`, error);
  });
  const file = path.join(app.workspaceRoot, 'dist', 'drift', `${stackName}.md`);
  rmSync(file, { force: true });
  if (drifts.length === 0) {
    console.log(`${stackName} matches its template.`);
    return;
  }
  const report = driftReport(stackName, drifts);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, report);
  console.log(report);
  process.exitCode = 1;
}

drift().catch(reportMistake);
