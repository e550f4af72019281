import { parseArgs } from 'node:util';

export interface RepeatOptions {
  /** How often the tests run. */
  readonly runs: number;
  /** How many processes keep a core busy meanwhile. */
  readonly load: number;
  /** Projects whose tests run; all where it is empty. */
  readonly projects: readonly string[];
}

/**
 * Returns what the arguments of the command line say.
 * @throws {Error} when an option is unknown, or its value is no count
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
