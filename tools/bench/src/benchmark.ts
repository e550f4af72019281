/** The interface of a benchmark, and helpers that all of them use. */
import type { Result } from './report/result';

export interface BenchmarkOptions {
  /** Number of rounds. @default depends on the benchmark */
  readonly runs: number | undefined;
  /** Orders in the largest table whose pages are measured. */
  readonly orders: number;
}

export interface Benchmark {
  readonly name: string;
  /** @throws {Error} when what is measured responds with an error */
  readonly run: (options: BenchmarkOptions) => Promise<Result>;
}

/** Writes a line of progress to stderr, since some benchmarks take minutes. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * Runs each candidate once per round, and rotates their order by one each round.
 *
 * @returns the samples of each candidate, in the order of the rounds
 */
export async function inTurns<Sample>(
  rounds: number,
  candidates: readonly (() => Promise<Sample>)[],
): Promise<readonly (readonly Sample[])[]> {
  const samples: Sample[][] = candidates.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < candidates.length; turn++) {
      const index = (round + turn) % candidates.length;
      const sample = await candidates[index]?.();
      if (sample !== undefined) samples[index]?.push(sample);
    }
  }
  return samples;
}
