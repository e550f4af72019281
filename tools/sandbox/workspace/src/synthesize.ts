/** Synthesizes apps of the workspace with what a running sandbox holds; Nx knows what they are made of. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { secretsEnvironment } from './sandbox-secrets';
import { exitOf, spawnAsUser } from './user-process';

/** Lines of Nx's output that an error shows. */
const LINES_SHOWN = 20;

/** Not `synth`, which may come from the cache: what a secret holds is not in a file. */
const TARGETS = '--targets=build,synth-uncached';

/** For which sandbox, and until when. */
export interface SynthesisProps {
  /** Where the AWS APIs of the sandbox answer, which the apps read from. */
  readonly awsEndpoint: string;
  /** Ends the synthesis, with every process that it has started. @default it is never ended */
  readonly signal?: AbortSignal;
}

/**
 * Synthesizes the apps that saved files are part of, into `dist/cdk.deploy`.
 *
 * @param files paths relative to the workspace's root.
 * @throws {Error} with the end of what Nx said, where an app can't be synthesized; and when ended.
 */
export function synthesize(
  workspaceRoot: string,
  files: readonly string[],
  props: SynthesisProps,
): Promise<void> {
  return runNx(workspaceRoot, ['affected', TARGETS, `--files=${files.join(',')}`], props);
}

/**
 * Synthesizes an app again, into `dist/cdk.deploy`; returns the folder of the new assembly.
 *
 * @param assembly the folder of the old one, `dist/<folder>/<app>/sandbox` of a workspace.
 * @throws {Error} when that is in no workspace; and as {@link synthesize}.
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
    // A group of its own, so that what Nx has started ends with it.
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
  const said = output.trimEnd().split('\n').slice(-LINES_SHOWN).join('\n');
  throw new Error(`could not synthesize the stacks\n${said}`);
}

/** A person's shell: a sandbox that a task of Nx has started has variables that are that task's. */
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
