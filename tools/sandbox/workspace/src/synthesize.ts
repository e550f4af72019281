/** Synthesizes the stacks that saved files are part of; Nx knows which these are. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { userUmask } from '@sandbox/core/data-folder';

/** Lines of Nx's output that an error shows. */
const LINES_SHOWN = 20;

/**
 * @param files paths relative to the workspace's root.
 * @param signal ends the synthesis, with every process that it has started.
 * @throws {Error} with the end of what Nx said, where a stack can't be synthesized; and when ended.
 */
export async function synthesize(
  workspaceRoot: string,
  files: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const [command, ...args] = withUserUmask([
    join(workspaceRoot, 'node_modules', '.bin', 'nx'),
    'affected',
    '--targets=build,synth',
    '--configuration=sandbox',
    `--files=${files.join(',')}`,
    '--output-style=static',
  ]);
  const nx = spawn(command, args, {
    cwd: workspaceRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what Nx has started ends with it.
    detached: true,
    env: { ...shellEnvironment(), CDK_VALIDATION: 'false', NX_DAEMON: 'false', NX_TUI: 'false' },
  });
  let output = '';
  for (const stream of [nx.stdout, nx.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const end = () => endGroup(nx.pid);
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  const status = await new Promise<number | null>((resolve, reject) => {
    nx.once('error', reject).once('close', resolve);
  }).finally(() => signal.removeEventListener('abort', end));
  signal.throwIfAborted();
  if (status === 0) return;
  const said = output.trimEnd().split('\n').slice(-LINES_SHOWN).join('\n');
  throw new Error(`the stacks can't be synthesized\n${said}`);
}

type CommandLine = readonly [command: string, ...args: string[]];

/**
 * What is synthesized may be deployed to AWS later, with the modes that its files have here: Lambda can't
 * read code that is private to this user.
 */
function withUserUmask(command: CommandLine): CommandLine {
  const umask = userUmask();
  if (process.platform === 'win32' || umask === undefined) return command;
  return ['/bin/sh', '-c', `umask ${umask.toString(8)}; exec "$@"`, 'sh', ...command];
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
