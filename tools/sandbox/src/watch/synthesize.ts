/** Synthesizes the stacks that saved files are part of; Nx knows which these are. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { userUmask } from '../data-folder';

/** Lines of Nx's output that an error shows. */
const LINES_SHOWN = 20;

/**
 * @param files paths relative to the workspace's root.
 * @param signal ends the synthesis.
 * @throws {Error} with the end of what Nx said, where a stack can't be synthesized.
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
    signal,
    env: { ...process.env, CDK_VALIDATION: 'false', NX_DAEMON: 'false', NX_TUI: 'false' },
  });
  let output = '';
  for (const stream of [nx.stdout, nx.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    nx.once('error', reject).once('close', resolve);
  });
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
