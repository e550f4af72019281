import { parseArgs } from 'node:util';

export interface RepeatOptions {
  /** Number of test runs. */
  readonly runs: number;
  /** Number of busy processes. */
  readonly load: number;
  /** Projects whose tests run; all when empty. */
  readonly projects: readonly string[];
}

/**
 * Parses the command line.
 *
 * @throws {Error} when an option is unknown, or its value is not a whole number in its range
 */
export function readOptions(args: readonly string[]): RepeatOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '20' },
      load: { type: 'string', default: '3' },
      projects: { type: 'string', default: '' },
    },
  });
  return {
    runs: count('--runs', values.runs, 1),
    load: count('--load', values.load, 0),
    projects: values.projects.split(',').filter((name) => name !== ''),
  };
}

function count(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least) return value;
  throw new Error(`${option} must be a whole number, at least ${least}, got '${text}'`);
}
