/** What all benchmarks have in common: a name, and how much time they may take. */
import type { Result } from './report/result';

export interface BenchmarkOptions {
  /** How many rounds; each benchmark has its own default. */
  readonly runs: number | undefined;
  /** Of the largest table whose pages are measured. */
  readonly orders: number;
}

export interface Benchmark {
  readonly name: string;
  /** @throws {Error} when what is measured does not answer as it should */
  readonly run: (options: BenchmarkOptions) => Promise<Result>;
}

/** Writes what a benchmark is doing, since some take minutes. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * Runs the candidates in turns, round by round, in an order that moves on by one each round.
 *
 * @returns for each candidate its samples, in the order of the rounds
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
