/** Describes the machine and the commit of a measurement. */
import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem, type } from 'node:os';
import { workspaceRoot } from '../workspace';
import type { Machine } from './result';

const GIB = 1024 ** 3;

/**
 * Returns this machine and the commit of the workspace, with a trailing `+` when there are uncommitted
 * changes.
 */
export function thisMachine(): Machine {
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
    // The five-minute average: the build before the benchmark raises the one-minute average.
    load: Math.round((loadavg()[1] ?? 0) * 10) / 10,
  };
}
