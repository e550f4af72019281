/**
 * Synthesizes apps of the workspace with the secrets of a running sandbox. Nx determines the affected apps.
 */
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { secretsEnvironment } from './sandbox-secrets';
import { exitOf, spawnAsUser } from './user-process';

/** Lines of Nx's output that an error shows. */
const LINES_SHOWN = 20;

/** Not `synth`, which Nx may restore from its cache: the values of secrets are not among its inputs. */
const TARGETS = '--targets=build,synth-uncached';

/** Options of a synthesis. */
export interface SynthesisProps {
  /** The endpoint of the sandbox's AWS APIs, which the apps read secrets from. */
  readonly awsEndpoint: string;
  /** Cancels the synthesis, with all of its child processes. @default never cancelled */
  readonly signal?: AbortSignal;
}

/**
 * Synthesizes the apps that depend on saved files, into `dist/cdk.deploy`.
 *
 * @param files paths relative to the workspace's root.
 * @throws {Error} with the end of Nx's output when an app can't be synthesized, and when cancelled
 */
export function synthesize(
  workspaceRoot: string,
  files: readonly string[],
  props: SynthesisProps,
): Promise<void> {
  return runNx(workspaceRoot, ['affected', TARGETS, `--files=${files.join(',')}`], props);
}

/**
 * Synthesizes an app again, into `dist/cdk.deploy`, and returns the folder of the new assembly.
 *
 * @param assembly the folder of the old assembly, `dist/<folder>/<app>/sandbox` of a workspace
 * @throws {Error} when the folder is not in a workspace, and as {@link synthesize}
 */
export async function resynthesize(assembly: string, props: SynthesisProps): Promise<string> {
  const workspaceRoot = resolve(assembly, '../../../..');
  if (!existsSync(join(workspaceRoot, 'nx.json'))) {
    throw new Error(
      `${assembly} does not belong to an app of this workspace: synthesize the app again, then deploy it`,
    );
  }
  const app = basename(dirname(assembly));
  await runNx(workspaceRoot, ['run-many', TARGETS, `--projects=${app}`], props);
  return join(workspaceRoot, 'dist', 'cdk.deploy', app, 'sandbox');
}

async function runNx(
  workspaceRoot: string,
  args: readonly string[],
  { awsEndpoint, signal }: SynthesisProps,
): Promise<void> {
  const binary = join(workspaceRoot, 'node_modules', '.bin', 'nx');
  const nx = spawnAsUser([binary, ...args, '--output-style=static'], {
    cwd: workspaceRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    // In its own process group, so that Nx's child processes are stopped with it.
    detached: true,
    env: {
      ...shellEnvironment(),
      ...secretsEnvironment(awsEndpoint),
      ...{ CDK_VALIDATION: 'false', NX_DAEMON: 'false', NX_TUI: 'false' },
    },
  });
  let output = '';
  for (const stream of [nx.stdout, nx.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const end = () => endGroup(nx.pid);
  signal?.addEventListener('abort', end);
  if (signal?.aborted) end();
  const status = await exitOf(nx).finally(() => signal?.removeEventListener('abort', end));
  signal?.throwIfAborted();
  if (status === 0) return;
  const lastLines = output.trimEnd().split('\n').slice(-LINES_SHOWN).join('\n');
  throw new Error(`could not synthesize the stacks\n${lastLines}`);
}

/**
 * Returns the environment without variables that Nx sets for a task, in case an Nx task has started the
 * sandbox.
 */
function shellEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('NX_')),
  );
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
