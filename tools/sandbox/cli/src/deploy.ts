/** `deploy` and `destroy`: send a cloud assembly to the running sandbox, and print the stack events. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SandboxClient, type ReceivedStackEvent } from '@sandbox/core/sandbox-client';
import { runWithSandboxSecrets } from '@sandbox/workspace/sandbox-secrets';
import { parseCommand } from './command-options';
import { UsageError } from './options.cjs';
import { fittedText, terminalOf } from './text';

const HELP = 'deploy --help';

export const deployUsage = `Usage: node dist/tools/sandbox/main.cjs deploy|destroy [options] <assembly>

Deploys the stacks of a cloud assembly into the running sandbox, or deletes them, and prints
the stack events.

  <assembly>           the folder that cdk synth wrote, such as cdk.out
  --synth <command>    first run this command in a shell; its AWS SDK reads secrets from the
                       running sandbox
  --data-dir <folder>  the data folder of the sandbox (default .sandbox)
  --help               show this
`;

/**
 * @param args the command line after `deploy`.
 * @param workspaceRoot the folder of the workspace, where the data are.
 * @throws {UsageError | NotRunningError | FailedDeploymentError} with a message for the terminal
 */
export function deploy(args: readonly string[], workspaceRoot: string): Promise<void> {
  return change('deploy', args, workspaceRoot);
}

/** Like {@link deploy}, but deletes the stacks. */
export function destroy(args: readonly string[], workspaceRoot: string): Promise<void> {
  return change('destroy', args, workspaceRoot);
}

async function change(
  operation: 'deploy' | 'destroy',
  args: readonly string[],
  workspaceRoot: string,
): Promise<void> {
  const { positionals, dataDir, help, values } = parseCommand(args, workspaceRoot, HELP, {
    synth: 'string',
  });
  if (help) {
    process.stdout.write(deployUsage);
    return;
  }
  const { synth } = values;
  const folder = folderIn(positionals);
  if (typeof synth !== 'string') assertAssembly(folder);
  const sandbox = SandboxClient.find(dataDir);
  if (typeof synth === 'string') await synthesize(sandbox, synth);
  assertAssembly(folder);
  let events = 0;
  const notes = await sandbox[operation](folder, (event) => {
    print(eventLine(event));
    events += 1;
  });
  if (events === 0) print('No updates are to be performed.');
  for (const note of notes) print(note);
}

async function synthesize(sandbox: SandboxClient, command: string): Promise<void> {
  process.stdout.write(`Synthesizing with the secrets of ${sandbox.awsEndpoint}\n`);
  await runWithSandboxSecrets(
    sandbox,
    ['/bin/sh', '-c', command],
    'Nothing was deployed: the synthesis failed',
  );
}

/** Prints a line, wrapped at word boundaries. */
function print(line: string): void {
  process.stdout.write(`${fittedText(line, terminalOf(process.stdout).width)}\n`);
}

/** Returns a line such as `21:00:33.389 CREATE_FAILED AWS::EC2::Subnet Subnet CidrBlock: expected string`. */
export function eventLine({
  timestamp,
  status,
  resourceType,
  logicalId,
  reason,
}: ReceivedStackEvent): string {
  const line = [timestamp.slice(11, 23), status.padEnd(21), resourceType.padEnd(26), logicalId];
  return [...line, ...(reason === undefined ? [] : [reason])].join('  ');
}

/** Returns the absolute path. @throws {UsageError} when the arguments are not exactly one folder */
function folderIn([folder, ...more]: readonly string[]): string {
  if (folder !== undefined && more.length === 0) return resolve(folder);
  throw new UsageError(`specify one cloud assembly folder. See ${HELP}`);
}

function assertAssembly(folder: string): void {
  if (existsSync(join(folder, 'manifest.json'))) return;
  throw new UsageError(`${folder} is not a cloud assembly. See ${HELP}`);
}
