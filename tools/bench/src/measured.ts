/** Runs benchmarks one after the other. The others still run when one fails. */
import { progress } from './benchmark';
import { benchmarks } from './benchmarks';
import type { Options } from './options';
import { thisMachine } from './report/machine';
import type { Performance } from './report/result';

export const NAMES = benchmarks.map(({ name }) => name);

export interface Measurement {
  readonly performance: Performance;
  /** A line for each benchmark that failed. */
  readonly failures: readonly string[];
}

/** @param done called after each benchmark with the results so far */
export async function measureAll(
  options: Options,
  done: (performance: Performance) => Promise<void> = () => Promise.resolve(),
): Promise<Measurement> {
  let performance: Performance = {};
  const failures: string[] = [];
  for (const { name, run } of benchmarks.filter((each) => options.only.includes(each.name))) {
    const machine = await thisMachine();
    const started = Date.now();
    try {
      performance = { ...performance, [name]: { machine, ...(await run(options)) } };
      await done(performance);
      progress(`${name} took ${((Date.now() - started) / 1000).toFixed(0)} s`);
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      progress(`${name} failed: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
    }
  }
  return { performance, failures };
}

/** Runs a command with this process's arguments. Exits with 1 when the command returns failures. */
export function command(run: (args: readonly string[]) => Promise<readonly string[]>): void {
  void run(process.argv.slice(2))
    .catch((error: unknown) => [error instanceof Error ? error.message : String(error)])
    .then((failures) => {
      for (const failure of failures) process.stderr.write(`error: ${failure}\n`);
      process.exitCode = failures.length > 0 ? 1 : 0;
    });
}
