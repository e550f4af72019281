import path from 'node:path';

const workspaceRoot = path.resolve(__dirname, '../../..');

/**
 * The CDK context `-c deletable=true`, which disables the deletion protection of a protected stage. The
 * command of `deploy` sets it for a stack that does not exist yet.
 */
export const DELETABLE = 'deletable';

/** Returns the name of the stack of an app's stage. */
export function stageStackName(appName: string, stage: string): string {
  return `${appName}-${stage}`;
}

/**
 * Returns the file to which `deploy` writes the stack's outputs: `{"<stack name>": {"<output>": "<value>"}}`.
 */
export function outputsFile(appName: string, stage: string): string {
  return path.join(workspaceRoot, 'dist', 'outputs', `${appName}.${stage}.json`);
}
