/**
 * Measures how long `npm start` takes until the sandbox is ready: once in a new clone of the last commit with
 * an empty npm cache, then several times with nothing changed.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startTimes } from './loops/npm-start';
import { quantile } from './measure';

async function main(runs: number): Promise<void> {
  const { first, further } = await startTimes(runs);
  const [median, least, most] = [0.5, 0, 1].map((share) => quantile(further, share).toFixed(2));
  console.log(`first start, with an empty npm cache: ${first.toFixed(1)} s`);
  console.log(`${runs} further starts: median ${median} s (${least}–${most} s)`);
  console.log(`Node.js ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`);
}

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const runs = Number(values.runs);
if (Number.isInteger(runs) && runs > 0) {
  main(runs).catch((error: unknown) => {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
} else {
  console.error(`error: --runs must be a whole number above 0, got "${values.runs}"`);
  process.exitCode = 2;
}
