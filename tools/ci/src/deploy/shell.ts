/** Runs a shell command in a separate process. */
import { spawn } from 'node:child_process';
import path from 'node:path';

/** The folders that a command runs in. */
export interface Place {
  /** The workspace root: the commands of its packages come first in the PATH. */
  readonly root: string;
  /** The working directory, relative to the root. */
  readonly cwd: string;
}

const IS_WINDOWS = process.platform === 'win32';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Returns the command with a trap before it: after a signal, a shell with a trap waits for the running
 * command; without one it would exit immediately, before a command of a list (`cdk deploy … && …`).
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_11
 */
const waitingForSignals = (command: string) => `trap 'exit 1' INT TERM HUP\n${command}`;

/**
 * Runs a command, and returns whether it exited with 0. Its output goes to this process's output. Signals
 * that this process receives are passed on, and it waits for the command, so that CDK can report the state
 * that it leaves behind.
 * @throws Error when the shell can't be started
 */
export async function runShell(command: string, { root, cwd }: Place): Promise<boolean> {
  const binaries = path.join(root, 'node_modules', '.bin');
  const { PATH = '', ...environment } = process.env;
  const pass = (signal: NodeJS.Signals) => {
    if (child.pid === undefined || IS_WINDOWS) child.kill(signal);
    else process.kill(-child.pid, signal);
  };
  // Before the command runs, since its first output may already cause a signal.
  for (const signal of SIGNALS) process.on(signal, pass);
  const child = spawn(IS_WINDOWS ? command : waitingForSignals(command), {
    cwd: path.join(root, cwd),
    shell: true,
    stdio: 'inherit',
    // In its own process group, so that signals also reach the shell's child processes.
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
