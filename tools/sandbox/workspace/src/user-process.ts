/** Starts processes as from the user's shell. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { userUmask } from '@sandbox/core/data-folder';

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/**
 * Starts a process with the user's umask: synthesized assets may be deployed to AWS later with their file
 * modes, and Lambda can't read code that is private to this user.
 */
export function spawnAsUser([program, ...args]: Command, options: SpawnOptions): ChildProcess {
  const umask = userUmask();
  if (process.platform === 'win32' || umask === undefined) return spawn(program, args, options);
  const script = `umask ${umask.toString(8)}; exec "$@"`;
  return spawn('/bin/sh', ['-c', script, 'sh', program, ...args], options);
}

/** Resolves to the exit status of a process, or null when a signal ended it. */
export function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
}
