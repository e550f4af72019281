/** Describes the machine and the commit of a measurement. */
import { execFileSync } from 'node:child_process';
import { cpus, totalmem, type } from 'node:os';
import { workspaceRoot } from '../workspace';
import { coresInUse } from './cores-in-use';
import type { Machine } from './result';

const GIB = 1024 ** 3;
/** Milliseconds for which the machine is observed. */
const INTERVAL = 3000;

/**
 * Returns this machine and the commit of the workspace, with a trailing `+` when there are uncommitted
 * changes.
 */
export async function thisMachine(): Promise<Machine> {
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: workspaceRoot, encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', ':!docs/performance*', ':!docs/pictures');
  return {
    cpu: cpus()[0]?.model ?? 'unknown CPU',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / GIB),
    system: `${type()} ${process.arch}`,
    node: process.version,
    commit: `${git('rev-parse', '--short', 'HEAD')}${changed === '' ? '' : '+'}`,
    coresInUse: Math.round((await coresInUse(INTERVAL)) * 10) / 10,
  };
}
