/**
 * Measures how long a piece of work takes, and shows what came out as a table.
 *
 * Candidates take turns, round by round, so that a slow moment of the machine meets all of them. A
 * sample is the mean of a batch of runs, since one run may be shorter than what the clock can tell;
 * of all samples the median counts, which outliers such as a garbage collection don't move.
 */

/** What is measured. It returns something, so that the work can't be optimized away. */
export type Work = () => unknown;

export interface Effort {
  /** How often each candidate gets its turn. */
  readonly rounds: number;
  /** How many samples a turn takes. */
  readonly samples: number;
  /** Milliseconds that a sample's batch of runs takes, about. */
  readonly sampleTime: number;
}

/** In microseconds for one run. */
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

/** The value that this share of the samples does not exceed. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** One row for each candidate, as text. */
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

/** Such as `1.9 µs`. */
export function microseconds(value: number): string {
  return `${value.toFixed(value < 100 ? 1 : 0)} µs`;
}

/** Microseconds for one run of a batch. */
function timeOf(work: Work, runs: number): number {
  const start = performance.now();
  for (let run = 0; run < runs; run++) work();
  return ((performance.now() - start) * 1000) / runs;
}

/** Runs the work until it is compiled, then tells how many runs fill a sample. */
function runsWithin(work: Work, sampleTime: number): number {
  const end = performance.now() + WARM_UP;
  let runs = 0;
  while (performance.now() < end) {
    work();
    runs++;
  }
  return Math.max(1, Math.round((runs * sampleTime) / WARM_UP));
}
