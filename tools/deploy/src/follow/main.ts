/**
 * Deploys a service again when the consumer's endpoint was replaced:
 * `nx run <service>:follow-endpoint -c <stage>`. Runs in the app's folder as
 * `main.ts --stage=<name> -- <arguments of cdk>`. Writes the reason to `dist/follow-endpoint` when it does.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findVpcEndpointId, serviceStage } from '@cross-account/microservice-construct';
import { reportMistake, stageStackName } from '@cross-account/stages';
import { deployApp } from '../deploy-app';
import { stageHere } from '../stage-here';
import { deployedStack } from '../stack-status';
import { followEndpoint } from './follow-endpoint';

async function follow(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { stage: { type: 'string' } },
    allowPositionals: true,
  });
  const { app, selected } = await stageHere(values.stage, serviceStage);
  const stackName = stageStackName(app.name, selected.name);
  const file = path.join(app.workspaceRoot, 'dist', 'follow-endpoint', `${stackName}.md`);
  rmSync(file, { force: true });
  process.exitCode = await followEndpoint({
    stackName,
    deployed: () => deployedStack(stackName, selected.stage),
    endpointId: () => findVpcEndpointId(selected),
    deploy: () => deployApp(app, selected, positionals),
    print: (line) => console.log(line),
    report: (line) => {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, `- ${line}\n`);
    },
  });
}

follow().catch(reportMistake);
