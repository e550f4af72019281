/**
 * Compares the sandbox's policy decisions with an independent implementation of AWS's documentation, on
 * random policies and requests. `--count=200000` sets their number, `--seed=1` the seed.
 */
import { parseArgs } from 'node:util';
import { compareDecisions } from './policies/differences';

const BATCH = 5_000;
const SHOWN = 3;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '200000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const count = Number(values.count);
const firstSeed = Number(values.seed);
if (!Number.isInteger(count / 10) || count < 10 || !Number.isInteger(firstSeed)) {
  throw new Error('--count must be a multiple of ten, and --seed a whole number');
}

const since = performance.now();
const totals = { allow: 0, explicitDeny: 0, implicitDeny: 0 };
const differences: string[] = [];
for (let done = 0; done < count; done += BATCH) {
  const batch = compareDecisions(Math.min(BATCH, count - done), firstSeed + done / BATCH);
  for (const effect of ['allow', 'explicitDeny', 'implicitDeny'] as const) {
    totals[effect] += batch.effects[effect];
  }
  differences.push(...batch.differences);
}
const seconds = ((performance.now() - since) / 1000).toFixed(1);
process.stdout.write(
  `${count} decisions compared in ${seconds} s (seed ${firstSeed}): ${totals.allow} allowed, ` +
    `${totals.explicitDeny} denied explicitly, ${totals.implicitDeny} implicitly; ` +
    `${differences.length} differ\n`,
);
for (const difference of differences.slice(0, SHOWN)) process.stderr.write(`${difference}\n`);
if (differences.length > 0) process.exitCode = 1;
