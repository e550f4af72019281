/** Reads the CPU time of a server's processes. */
import { processFile, withDescendants } from './processes';

/** Milliseconds of CPU time since the start of each process. */
export interface CpuTimes {
  /** The server itself, with its threads. */
  readonly server: number;
  /** The processes that it has started. */
  readonly children: number;
  /** A DynamoDB in a process of its own. */
  readonly database: number;
  /** This process, which sends the requests. */
  readonly client: number;
}

/** Milliseconds of a clock tick, which is the same on all common Linux systems. */
const TICK = 10;

/** Returns undefined on systems other than Linux. */
export function cpuTimes([server, database]: readonly number[]): CpuTimes | undefined {
  if (process.platform !== 'linux' || server === undefined) return undefined;
  const children = [...withDescendants([server])].filter((pid) => pid !== server);
  const { user, system } = process.cpuUsage();
  return {
    server: cpuTimeOf(server),
    children: children.reduce((sum, pid) => sum + cpuTimeOf(pid), 0),
    database: database === undefined ? 0 : cpuTimeOf(database),
    client: (user + system) / 1000,
  };
}

/** Of user and system mode: fields 14 and 15 of proc_pid_stat(5). */
function cpuTimeOf(pid: number): number {
  const [, fields = ''] = processFile(pid, 'stat').split(/\) (?=\S \d)/);
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
  return (user + system) * TICK;
}
