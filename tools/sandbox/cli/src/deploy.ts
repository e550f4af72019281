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

  <assembly>             the folder that cdk synth wrote, such as cdk.out
  --app <command>        first run this CDK app in a shell, such as "node app.js", without the
                         CDK CLI; it writes <assembly>, and its AWS SDK reads secrets from the
                         running sandbox
  -c, --context <k=v>    a context value for the app; repeatable
  --data-dir <folder>    the data folder of the sandbox (default .sandbox)
  --help                 show this
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
    app: { type: 'string' },
    context: { type: 'string', short: 'c', multiple: true, default: [] },
  });
  if (help) {
    process.stdout.write(deployUsage);
    return;
  }
  const { app } = values;
  const folder = folderIn(positionals);
  const context = contextOf([values['context']].flat());
  if (typeof app !== 'string') {
    if (Object.keys(context).length > 0) {
      throw new UsageError(`--context is for an app: add --app. See ${HELP}`);
    }
    assertAssembly(folder);
  }
  const sandbox = SandboxClient.find(dataDir);
  if (typeof app === 'string') {
    const done = operation === 'deploy' ? 'deployed' : 'deleted';
    const problem = `Nothing was ${done}: the synthesis failed`;
    await synthesize(sandbox, { app, folder, context, problem });
  }
  assertAssembly(folder);
  let events = 0;
  const notes = await sandbox[operation](folder, (event) => {
    print(eventLine(event));
    events += 1;
  });
  if (events === 0) print('No updates are to be performed.');
  for (const note of notes) print(note);
}

interface Synthesis {
  /** The command that runs the app. */
  readonly app: string;
  /** The folder of the assembly. */
  readonly folder: string;
  readonly context: Readonly<Record<string, string>>;
  /** The message of the error when the app fails. */
  readonly problem: string;
}

/** Runs an app with the environment that the CDK CLI sets for it. */
async function synthesize(
  sandbox: SandboxClient,
  { app, folder, context, problem }: Synthesis,
): Promise<void> {
  process.stdout.write(`Synthesizing with the secrets of ${sandbox.awsEndpoint}\n`);
  const env = {
    // CDK's own validation of templates takes longer than the synthesis; the sandbox validates, too.
    CDK_VALIDATION: process.env['CDK_VALIDATION'] ?? 'false',
    CDK_APP_MODE: 'process',
    CDK_OUTDIR: folder,
    CDK_CONTEXT_JSON: JSON.stringify(context),
  };
  await runWithSandboxSecrets(sandbox, ['/bin/sh', '-c', app], problem, { env });
}

/** @throws {UsageError} when a value is not `key=value` */
function contextOf(values: readonly unknown[]): Readonly<Record<string, string>> {
  const entries = values.map((value) => {
    const [, key, text] = /^([^=]+)=(.*)$/s.exec(String(value)) ?? [];
    if (key !== undefined && text !== undefined) return [key, text] as const;
    throw new UsageError(
      `--context must be <key>=<value>, such as stage=sandbox, not ${JSON.stringify(value)}. See ${HELP}`,
    );
  });
  return Object.fromEntries(entries);
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
