/** Shows which processes take the CPU time of a request. */
import { quantile } from '../measure';
import type { Table } from '../report/result';
import { shown } from '../report/statistics';
import type { CpuTimes } from '../servers/cpu-time';

const PARTS = [
  ['server', 'server'],
  ['children', "functions' processes"],
  ['database', "DynamoDB's process"],
  ['client', 'client'],
] as const;

/** Returns the milliseconds for each request. */
export function timesOfEach(before: CpuTimes, after: CpuTimes, requests: number): CpuTimes {
  const each = (part: keyof CpuTimes) => (after[part] - before[part]) / requests;
  return {
    server: each('server'),
    children: each('children'),
    database: each('database'),
    client: each('client'),
  };
}

/** Returns a table with the medians of each server; none on systems other than Linux. */
export function cpuTables(
  title: string,
  servers: readonly (readonly [name: string, samples: readonly CpuTimes[]])[],
): Table[] {
  const rows = servers
    .filter(([, samples]) => samples.length > 0)
    .map(([name, samples]) => {
      const medians = PARTS.map(([part]) =>
        quantile(
          samples.map((each) => each[part]),
          0.5,
        ),
      );
      const sum = medians.reduce((total, value) => total + value, 0);
      return [name, ...[...medians, sum].map((value) => shown(value, 'ms'))];
    });
  const head = ['', ...PARTS.map(([, name]) => name), 'sum'];
  return rows.length === 0 ? [] : [{ title, head, rows }];
}
