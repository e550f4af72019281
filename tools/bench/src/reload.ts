/**
 * Measures how long it takes from saving a source until the new code responds, while the sandbox runs: for a
 * file of one function, and for a file of the domain, which all functions of both services include. Also
 * measures how long it takes until the stack is synthesized and updated.
 */
import { cpus } from 'node:os';
import { quantile } from './measure';
import { saveSamples, type SaveSamples } from './reload/saves';

/** Milliseconds, in the median. */
const GOAL = 300;

const ROUNDS = 15;

async function main(): Promise<void> {
  const measured = await saveSamples(ROUNDS);
  const isMet = measured.every(({ answered }) => quantile(answered, 0.5) <= GOAL);
  process.stdout.write(
    `From a save to …, ${ROUNDS} saves each, Node.js ${process.version}, ${cpus()[0]?.model ?? ''}\n\n` +
      measured.map((samples) => `${samples.name}\n${rows(samples)}\n`).join('\n') +
      `\nGoal: new code answers within ${GOAL} ms in the median: ${isMet ? 'met' : 'missed'}.\n`,
  );
}

function rows({ answered, updated }: SaveSamples): string {
  const shown = (value: number) => `${value.toFixed(0)} ms`.padStart(8);
  return [
    `  new code answers  median ${shown(quantile(answered, 0.5))}   slowest ${shown(quantile(answered, 1))}`,
    `  stack updated            ${shown(updated)}`,
  ].join('\n');
}

void main();
