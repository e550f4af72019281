import path from 'node:path';

const workspaceRoot = path.resolve(__dirname, '../../..');

/**
 * The CDK context `-c deletable=true`: what a protected stage refuses to have deleted, may be. The
 * command of `deploy` sets it for a stack that does not stand yet.
 */
export const DELETABLE = 'deletable';

/** What CloudFormation calls the stack of an app's stage. */
export function stageStackName(appName: string, stage: string): string {
  return `${appName}-${stage}`;
}

/** Where `deploy` leaves the stack's outputs: `{"<stack name>": {"<output>": "<value>"}}`. */
export function outputsFile(appName: string, stage: string): string {
  return path.join(workspaceRoot, 'dist', 'outputs', `${appName}.${stage}.json`);
}
