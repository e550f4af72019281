/**
 * Measures how long a sandbox takes from its start to the first response, and how many requests per second it
 * serves. With `--against=<folder or commit>`, compares with another checkout. The two take turns, so that a
 * slow moment of the machine affects both.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { checkoutOf, thisWorkspace, type Checkout } from './sandbox/checkout';
import { oneRun, type Sample } from './sandbox/one-run';
import { comparison } from './sandbox/comparison';

const USAGE =
  'npx nx run bench:sandbox [--against=<folder or commit>] [--runs=5] [--seconds=5] [--connections=8]';

interface Options {
  readonly against: string | undefined;
  readonly runs: number;
  readonly seconds: number;
  readonly connections: number;
}

async function main(options: Options): Promise<void> {
  const { against, runs } = options;
  const checkouts = [thisWorkspace(), ...(against === undefined ? [] : [checkoutOf(against)])];
  try {
    const samples = new Map<Checkout, Sample[]>(checkouts.map((one) => [one, []]));
    for (let run = 0; run < runs; run++) {
      // The checkout that goes first alternates.
      const turn = run % 2 === 0 ? checkouts : checkouts.toReversed();
      for (const one of turn) samples.get(one)?.push(await oneRun(one.root, options));
    }
    const [cpu] = cpus();
    process.stdout.write(
      `${runs} runs each, ${options.connections} connections for ${options.seconds} s, ` +
        `Node.js ${process.version}, ${cpus().length} × ${cpu?.model ?? 'unknown'}\n\n` +
        comparison([...samples].map(([{ name }, list]) => ({ name, samples: list }))),
    );
  } finally {
    for (const { remove } of checkouts) remove();
  }
}

/** @throws {Error} when an option is unknown, or its value is not a whole number above 0 */
function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      against: { type: 'string' },
      runs: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '8' },
    },
  });
  const number = (name: 'runs' | 'seconds' | 'connections') => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value > 0) return value;
    throw new Error(`--${name} must be a whole number above 0, got "${values[name]}"\n${USAGE}`);
  };
  return {
    against: values.against,
    runs: number('runs'),
    seconds: number('seconds'),
    connections: number('connections'),
  };
}

Promise.resolve(process.argv.slice(2))
  .then((args) => main(optionsOf(args)))
  .catch((error: unknown) => {
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
