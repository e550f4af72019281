import path from 'node:path';
import type { StageName } from './stage';

const workspaceRoot = path.resolve(__dirname, '../../..');

/** What CloudFormation calls the stack of an app's stage. */
export function stageStackName(appName: string, stage: StageName): string {
  return `${appName}-${stage}`;
}

/** Where `deploy` leaves the stack's outputs: `{"<stack name>": {"<output>": "<value>"}}`. */
export function outputsFile(appName: string, stage: StageName): string {
  return path.join(workspaceRoot, 'dist', 'outputs', `${appName}.${stage}.json`);
}
