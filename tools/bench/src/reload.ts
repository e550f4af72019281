/**
 * How long it takes from saving a source to the new code answering, while the sandbox runs: of a
 * function's own file, and of a file of the domain, which all functions of both services are made of.
 * Beside it, how long until the stack itself is synthesized and updated to the same source. Each is
 * saved again and again, in place and as most editors do it: written beside it and renamed over it.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { quantile } from './measure';
import { RunningSandbox } from './reload/running-sandbox';
import { copyWorkspace } from './reload/workspace-copy';

/** Milliseconds. */
const GOAL = 300;

const ROUNDS = 15;

/** Milliseconds until the new code must have answered. */
const PATIENCE = 30_000;

const UPDATED = 'Updated food-service-sandbox';

const UNKNOWN_ORDER = '/orders/00000000-0000-4000-8000-000000000000';

/** A save that shows in the answer; `edit` makes the source that answers with a text. */
const saves = [
  {
    name: 'a function: handler.ts of get-order',
    file: 'apps/food-service/src/lambdas/get-order/handler.ts',
    edit: (source: string, text: string) =>
      `${source.replace('export const handler =', 'const answer =')}
       export const handler: typeof answer = async (...given) =>
         ({ ...(await answer(...given)), body: '${text}' });`,
  },
  {
    name: 'the domain: get-order.ts of the use cases',
    file: 'libs/orders-domain/src/use-cases/get-order.ts',
    edit: (source: string, text: string) =>
      source.replace(/'There is no order[^']*'/, JSON.stringify(text)),
  },
];

type Save = (typeof saves)[number];

const ways = [
  { name: 'in place', write: (path: string, source: string) => writeFileSync(path, source) },
  {
    name: 'by renaming',
    write: (path: string, source: string) => {
      writeFileSync(`${path}.tmp`, source);
      renameSync(`${path}.tmp`, path);
    },
  },
];

type Way = (typeof ways)[number];

interface Samples {
  /** Milliseconds from each save to the first answer of the new code. */
  readonly answered: readonly number[];
  /** Milliseconds from the last save to the end of the stack's update. */
  readonly updated: number;
}

async function main(): Promise<void> {
  const root = copyWorkspace();
  const sandbox = await RunningSandbox.start(root, 'food');
  try {
    const measured = [];
    for (const save of saves) {
      for (const way of ways) {
        const samples = await samplesOf(save, way, root, sandbox);
        measured.push({ name: `${save.name}, ${way.name}`, samples });
      }
    }
    const isMet = measured.every(({ samples }) => quantile(samples.answered, 0.5) <= GOAL);
    process.stdout.write(
      `From a save to …, ${ROUNDS} saves each, Node.js ${process.version}, ${cpus()[0]?.model ?? ''}\n\n` +
        measured.map(({ name, samples }) => `${name}\n${rows(samples)}\n`).join('\n') +
        `\nGoal: new code answers within ${GOAL} ms in the median: ${isMet ? 'met' : 'missed'}.\n`,
    );
  } finally {
    await sandbox.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

async function samplesOf(
  { file, edit }: Save,
  { name, write }: Way,
  root: string,
  sandbox: RunningSandbox,
): Promise<Samples> {
  const path = join(root, file);
  const original = readFileSync(path, 'utf8');
  const answered: number[] = [];
  let saved = 0;
  let update: Promise<void> = Promise.resolve();
  // One save follows the other's answer, so that no synthesis gets in between.
  for (let round = 0; round < ROUNDS; round++) {
    const text = `save ${round} of ${file} ${name}`;
    if (round === ROUNDS - 1) update = sandbox.says(UPDATED);
    saved = performance.now();
    write(path, edit(original, text));
    await untilAnswered(sandbox, text);
    answered.push(performance.now() - saved);
  }
  await update;
  const updated = performance.now() - saved;
  const restored = sandbox.says(UPDATED);
  write(path, original);
  await restored;
  return { answered, updated };
}

/** @throws {Error} when the new code does not answer. */
async function untilAnswered(sandbox: RunningSandbox, text: string): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (performance.now() < end) {
    const { body } = await sandbox.ask(UNKNOWN_ORDER);
    if (body.includes(text)) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`nothing answers "${text}"`);
}

function rows({ answered, updated }: Samples): string {
  const shown = (value: number) => `${value.toFixed(0)} ms`.padStart(8);
  return [
    `  new code answers  median ${shown(quantile(answered, 0.5))}   slowest ${shown(quantile(answered, 1))}`,
    `  stack updated            ${shown(updated)}`,
  ].join('\n');
}

void main();
