/**
 * Measures how long functions take, and formats the results as a table.
 *
 * Candidates take turns, round by round, so that a slow moment of the machine affects all of them. A sample
 * is the mean of a batch of runs, since one run may be shorter than the clock's resolution. Results are
 * medians, which outliers such as a garbage collection don't change.
 */

/** The function that is measured. It returns a value, so that it can't be optimized away. */
export type Work = () => unknown;

export interface Effort {
  /** Number of rounds; each candidate runs once per round. */
  readonly rounds: number;
  /** Samples per candidate and round. */
  readonly samples: number;
  /** Approximate duration of a sample's batch of runs, in milliseconds. */
  readonly sampleTime: number;
}

/** Microseconds per run. */
export interface Measured {
  readonly name: string;
  readonly median: number;
  /** 99 of 100 samples are faster. */
  readonly p99: number;
}

const DEFAULT_EFFORT: Effort = { rounds: 20, samples: 25, sampleTime: 1 };
const WARM_UP = 300;

export function measure(
  candidates: Readonly<Record<string, Work>>,
  effort: Effort = DEFAULT_EFFORT,
): readonly Measured[] {
  const prepared = Object.entries(candidates).map(([name, work]) => ({
    name,
    work,
    runs: runsWithin(work, effort.sampleTime),
    samples: [] as number[],
  }));
  for (let round = 0; round < effort.rounds; round++) {
    for (const { work, runs, samples } of prepared) {
      for (let sample = 0; sample < effort.samples; sample++) samples.push(timeOf(work, runs));
    }
  }
  return prepared.map(({ name, samples }) => ({
    name,
    median: quantile(samples, 0.5),
    p99: quantile(samples, 0.99),
  }));
}

/** Returns the value that this share of the samples does not exceed. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** Returns a text table with a row for each candidate. */
export function table(rows: readonly Measured[]): string {
  const lines = [
    ['', 'median', 'p99'],
    ...rows.map(({ name, median, p99 }) => [name, microseconds(median), microseconds(p99)]),
  ];
  const width = (column: number) => Math.max(...lines.map((line) => line[column]?.length ?? 0));
  return lines
    .map(([name = '', ...cells]) =>
      [name.padEnd(width(0)), ...cells.map((cell, at) => cell.padStart(width(at + 1)))].join('  '),
    )
    .join('\n');
}

/** Returns a duration with its unit, such as `1.9 µs`. */
export function microseconds(value: number): string {
  return `${value.toFixed(value < 100 ? 1 : 0)} µs`;
}

/** Returns the microseconds per run of a batch. */
function timeOf(work: Work, runs: number): number {
  const start = performance.now();
  for (let run = 0; run < runs; run++) work();
  return ((performance.now() - start) * 1000) / runs;
}

/** Runs the function until it is compiled, then returns how many runs fill a sample. */
function runsWithin(work: Work, sampleTime: number): number {
  const end = performance.now() + WARM_UP;
  let runs = 0;
  while (performance.now() < end) {
    work();
    runs++;
  }
  return Math.max(1, Math.round((runs * sampleTime) / WARM_UP));
}
