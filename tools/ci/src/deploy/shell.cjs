// @ts-check
/** Runs a shell command in a separate process. */
const processes = require('node:child_process');
const path = require('node:path');

/**
 * The folders that a command runs in.
 *
 * @typedef {object} Place
 * @property {string} root the workspace root: the commands of its packages come first in the PATH
 * @property {string} cwd the working directory, relative to the root
 */

const IS_WINDOWS = process.platform === 'win32';

/** @type {readonly NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Returns the command with a trap before it: after a signal, a shell with a trap waits for the running
 * command; without one it would exit immediately, before a command of a list (`cdk deploy … && …`).
 *
 * @param {string} command
 * @see https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_11
 */
const waitingForSignals = (command) => `trap 'exit 1' INT TERM HUP\n${command}`;

/**
 * Runs a command, and returns whether it exited with 0. Its output goes to this process's output. Signals
 * that this process receives are passed on, and it waits for the command, so that CDK can report the state
 * that it leaves behind.
 *
 * @param {string} command
 * @param {Place} place
 * @returns {Promise<boolean>}
 * @throws {Error} when the shell can't be started
 */
async function runShell(command, { root, cwd }) {
  const binaries = path.join(root, 'node_modules', '.bin');
  const { PATH = '', ...environment } = process.env;
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    if (child.pid === undefined || IS_WINDOWS) child.kill(signal);
    else process.kill(-child.pid, signal);
  };
  // Before the command runs, since its first output may already cause a signal.
  for (const signal of SIGNALS) process.on(signal, pass);
  const child = processes.spawn(IS_WINDOWS ? command : waitingForSignals(command), {
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

module.exports = { runShell };
