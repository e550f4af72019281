/**
 * Saves sources while the sandbox runs, in place and as most editors do it: written to a new file that is
 * renamed.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunningSandbox } from './running-sandbox';
import { copyWorkspace } from './workspace-copy';

/** Milliseconds to wait for a response of the new code. */
const PATIENCE = 30_000;

const UPDATED = 'Updated food-service-sandbox';

const UNKNOWN_ORDER = '/orders/00000000-0000-4000-8000-000000000000';

/** Saves whose effect is visible in the response; `edit` returns a source that responds with a text. */
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

const methods = [
  { name: 'in place', write: (path: string, source: string) => writeFileSync(path, source) },
  {
    name: 'by renaming',
    write: (path: string, source: string) => {
      writeFileSync(`${path}.tmp`, source);
      renameSync(`${path}.tmp`, path);
    },
  },
];

type Method = (typeof methods)[number];

export interface SaveSamples {
  /** The saved file, and how it was saved. */
  readonly name: string;
  /** Milliseconds from each save to the first response of the new code. */
  readonly answered: readonly number[];
  /** Milliseconds from the last save to the end of the stack's update. */
  readonly updated: number;
}

/**
 * Saves each source with each method, in a copy of the workspace that a sandbox serves.
 *
 * @throws {Error} when the new code does not respond.
 */
export async function saveSamples(rounds: number): Promise<readonly SaveSamples[]> {
  const root = copyWorkspace();
  const sandbox = await RunningSandbox.start(root, 'food');
  try {
    const measured: SaveSamples[] = [];
    for (const save of saves) {
      for (const method of methods)
        measured.push(await samplesOf(save, method, root, sandbox, rounds));
    }
    return measured;
  } finally {
    await sandbox.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

async function samplesOf(
  { name: saved, file, edit }: Save,
  { name: method, write }: Method,
  root: string,
  sandbox: RunningSandbox,
  rounds: number,
): Promise<SaveSamples> {
  const path = join(root, file);
  const original = readFileSync(path, 'utf8');
  const answered: number[] = [];
  let savedAt = 0;
  let update: Promise<void> = Promise.resolve();
  // Each save follows the response to the one before, so that no synthesis starts in between.
  for (let round = 0; round < rounds; round++) {
    const text = `save ${round} of ${file} ${method}`;
    if (round === rounds - 1) update = sandbox.printed(UPDATED);
    savedAt = performance.now();
    write(path, edit(original, text));
    await untilAnswered(sandbox, text);
    answered.push(performance.now() - savedAt);
  }
  await update;
  const updated = performance.now() - savedAt;
  const restored = sandbox.printed(UPDATED);
  write(path, original);
  await restored;
  return { name: `${saved}, ${method}`, answered, updated };
}

async function untilAnswered(sandbox: RunningSandbox, text: string): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (performance.now() < end) {
    const { body } = await sandbox.get(UNKNOWN_ORDER);
    if (body.includes(text)) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`no response contains "${text}"`);
}
