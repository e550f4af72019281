/** The command line of `bench:all` and `bench:check`. */
import { parseArgs } from 'node:util';
import type { BenchmarkOptions } from './benchmark';

export interface Options extends BenchmarkOptions {
  /** The names of the benchmarks to run, in their own order. */
  readonly only: readonly string[];
}

const DEFAULT_ORDERS = '1000000';
const LEAST_ORDERS = 10_000;

/**
 * @param benchmarks the names of all benchmarks
 * @throws {Error} when an option is unknown or has an invalid value
 */
export function optionsOf(args: readonly string[], benchmarks: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      runs: { type: 'string' },
      orders: { type: 'string', default: DEFAULT_ORDERS },
    },
  });
  const names = values.only?.split(',') ?? benchmarks;
  const unknown = names.filter((name) => !benchmarks.includes(name));
  if (unknown.length > 0) {
    throw new Error(
      `--only must be of ${benchmarks.join(', ')}, separated by commas, got "${unknown.join(',')}"`,
    );
  }
  return {
    only: benchmarks.filter((name) => names.includes(name)),
    runs: values.runs === undefined ? undefined : wholeNumber('runs', values.runs, 1),
    orders: wholeNumber('orders', values.orders, LEAST_ORDERS),
  };
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`--${name} must be a whole number, at least ${least}, got "${text}"`);
}
