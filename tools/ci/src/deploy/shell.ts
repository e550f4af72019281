/** A shell command in a process of its own. */
import { spawn } from 'node:child_process';
import path from 'node:path';

/** Where a command runs. */
export interface Place {
  /** The workspace root: the commands of its packages come first in the path. */
  readonly root: string;
  /** The working directory, from the root. */
  readonly cwd: string;
}

const IS_WINDOWS = process.platform === 'win32';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Returns the command with a trap before it: a shell with a trap waits for what it runs before it ends by
 * a signal; without one it would end at once, ahead of the command of a list (`cdk deploy … && …`).
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_11
 */
const waitingForSignals = (command: string) => `trap 'exit 1' INT TERM HUP\n${command}`;

/**
 * Returns whether a command ended with 0. Its output goes to this process's, as it comes, and a signal
 * that this process receives is passed on and waited for, so that CDK can say what it leaves behind.
 * @throws Error when the shell can't be started
 */
export async function runShell(command: string, { root, cwd }: Place): Promise<boolean> {
  const binaries = path.join(root, 'node_modules', '.bin');
  const { PATH = '', ...environment } = process.env;
  const pass = (signal: NodeJS.Signals) => {
    if (child.pid === undefined || IS_WINDOWS) child.kill(signal);
    else process.kill(-child.pid, signal);
  };
  // Before the command runs: what it prints first may be answered with a signal.
  for (const signal of SIGNALS) process.on(signal, pass);
  const child = spawn(IS_WINDOWS ? command : waitingForSignals(command), {
    cwd: path.join(root, cwd),
    shell: true,
    stdio: 'inherit',
    // A group of its own, so that a signal reaches what the shell has started, too.
    detached: !IS_WINDOWS,
    env: { ...environment, PATH: [binaries, PATH].join(path.delimiter) },
  });
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject).once('close', (status) => resolve(status === 0));
    });
  } finally {
    for (const signal of SIGNALS) process.off(signal, pass);
  }
}
