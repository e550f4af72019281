/** Compares starts of the sandbox with many orders in its data folder with starts without orders. */
import { inTurns, progress } from '../benchmark';
import type { Figure } from '../report/result';
import { ratioFigure } from '../report/statistics';
import { Client } from '../servers/client';
import { SandboxServer } from '../servers/sandbox-server';
import { workspaceRoot } from '../workspace';

/** More rounds of about a second each would not make the figures more precise. */
const MOST_ROUNDS = 7;

const ORDER = JSON.stringify({ fullName: 'Ada Lovelace', food: 'pizza' });

/**
 * Returns the ratios of starts after a clean stop and after `kill -9` during writes.
 *
 * @param full a data folder with this many orders
 * @param empty a data folder without orders, created when
 * missing
 */
export async function startsWithOrders(
  full: string,
  empty: string,
  orders: number,
  runs: number,
): Promise<readonly Figure[]> {
  const rounds = Math.min(runs, MOST_ROUNDS);
  progress(`starts with ${orders} orders: ${rounds} rounds`);
  await clean(empty);
  await clean(full);
  const [none = [], many = [], killed = []] = await inTurns(rounds, [
    () => clean(empty),
    () => clean(full),
    () => afterKill(full),
  ]);
  const figure = (id: string, condition: string, goal: number, own: readonly number[]) =>
    ratioFigure(
      {
        id: `pages/start/${id}/${orders}`,
        what: `sandbox start with ${orders.toLocaleString('en-US')} orders, ${condition}`,
        against: 'start with none',
        goal,
      },
      { own, other: none, unit: 'ms' },
    );
  return [
    figure('clean', 'after a stop', 1.3, many),
    figure('killed', 'after `kill -9`', 2, killed),
  ];
}

/** Returns the milliseconds to the first 200 response of a start after a clean stop. */
async function clean(dataDir: string): Promise<number> {
  const sandbox = await SandboxServer.start(workspaceRoot, dataDir);
  await sandbox.stop();
  return sandbox.firstAnswer;
}

/**
 * Returns the milliseconds to the first 200 response of a start after the sandbox was killed during writes,
 * and stops it cleanly.
 */
async function afterKill(dataDir: string): Promise<number> {
  const killed = await SandboxServer.start(workspaceRoot, dataDir);
  const client = new Client(killed.target, 1);
  await client.send({ method: 'POST', path: '/orders', body: ORDER, status: 201 });
  const last = client
    .send({ method: 'POST', path: '/orders', body: ORDER, status: 201 })
    .catch(() => undefined);
  await killed.stop('SIGKILL');
  await last;
  client.close();
  return clean(dataDir);
}
