/** Measures a page of 50 orders, and a start of the sandbox, with many orders. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurns, progress, type Benchmark } from '../benchmark';
import { eventOf, functionEnvironment } from '../functions/events';
import { quantile } from '../measure';
import type { Figure, Plot, Table } from '../report/result';
import { ratioFigure, shown } from '../report/statistics';
import { createOrdersTable, localClient } from '../servers/orders-table';
import { SandboxServer } from '../servers/sandbox-server';
import { WarmFunction } from '../warm/warm-function';
import { bundleFile, workspaceRoot } from '../workspace';
import { queriesOf, readUnits } from './read-units';
import { SOME_DAY, seed } from './seed';
import { startsWithOrders } from './starts';

const ROUNDS = 15;
const WARM_UP = 300;
/** Pages per round. */
const BATCH = 20;
const LEAST = 1000;
const SHARDS = 4;
/** Account of the food service in the stage `sandbox`. */
const ACCOUNT = '222222222222';
const GOAL = 1.15;

const KINDS = [
  { id: 'all', what: 'page of 50, all orders', day: undefined },
  { id: 'day', what: 'page of 50, one day', day: SOME_DAY },
] as const;

type Kind = (typeof KINDS)[number];

export const pages: Benchmark = {
  name: 'pages',
  run: async ({ runs = ROUNDS, orders }) => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-pages-'));
    const dataDir = join(folder, 'data');
    const sizes = sizesUpTo(orders);
    try {
      const sandbox = await SandboxServer.start(workspaceRoot, dataDir);
      const measured: Measured[] = [];
      try {
        await makeTables(sandbox.aws, sizes);
        for (const kind of KINDS) measured.push(await pagesOf(kind, sandbox.aws, sizes, runs));
      } finally {
        await sandbox.stop();
      }
      const starts = await startsWithOrders(dataDir, join(folder, 'empty'), orders, runs);
      return {
        figures: [...measured.flatMap((one) => one.figures), ...starts],
        tables: [unitsTable(measured, sizes)],
        plots: [plotOf(measured, sizes)],
        conditions: [
          `the real function with ${SHARDS} shards, on the sandbox's DynamoDB and Node.js ${process.version}; ${sizes.map(count).join(', ')} orders, each number in a table of its own`,
        ],
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Measured {
  readonly kind: Kind;
  readonly figures: readonly Figure[];
  /** Milliseconds and read units, by table size. */
  readonly medians: readonly number[];
  readonly units: readonly number[];
}

/** Returns 1,000, 10,000 and so on, up to the number of orders. */
function sizesUpTo(orders: number): readonly number[] {
  const sizes: number[] = [];
  for (let size = LEAST; size < orders; size *= 10) sizes.push(size);
  return [...sizes, orders];
}

async function makeTables(endpoint: string, sizes: readonly number[]): Promise<void> {
  const client = localClient(endpoint, ACCOUNT);
  try {
    for (const size of sizes) {
      progress(`writing ${count(size)} orders`);
      await createOrdersTable(client, tableOf(size));
      await seed(client, tableOf(size), size, SHARDS);
    }
  } finally {
    client.destroy();
  }
}

async function pagesOf(
  kind: Kind,
  endpoint: string,
  sizes: readonly number[],
  rounds: number,
): Promise<Measured> {
  progress(`${kind.what}: ${rounds} rounds`);
  const functions: WarmFunction[] = [];
  const client = localClient(endpoint, ACCOUNT);
  try {
    for (const size of sizes) functions.push(await listFunction(kind, endpoint, size));
    for (const each of functions) await each.call(WARM_UP);
    const batches = await inTurns(
      rounds,
      functions.map((each) => () => each.call(BATCH)),
    );
    const times = batches.map((calls) => calls.map(({ time }) => time / 1000));
    const queries = await queriesOf(async (recorder) => {
      const listing = await listFunction(kind, recorder, LEAST);
      await listing.call(1);
      await listing.stop();
    });
    const units: number[] = [];
    for (const size of sizes) units.push(await readUnits(client, tableOf(size), queries));
    return {
      kind,
      figures: figuresOf(kind, sizes, times, units),
      medians: times.map((samples) => quantile(samples, 0.5)),
      units,
    };
  } finally {
    client.destroy();
    for (const each of functions) await each.stop();
  }
}

function listFunction({ day }: Kind, endpoint: string, size: number): Promise<WarmFunction> {
  const event = eventOf('list-orders');
  return WarmFunction.start({
    node: process.execPath,
    file: bundleFile('list-orders'),
    event: day === undefined ? event : { ...event, queryStringParameters: { orderDate: day } },
    environment: {
      ...functionEnvironment('list-orders', endpoint),
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SESSION_TOKEN: '',
      TABLE_NAME: tableOf(size),
      SHARD_COUNT: String(SHARDS),
    },
  });
}

function figuresOf(
  { id, what }: Kind,
  sizes: readonly number[],
  times: readonly (readonly number[])[],
  units: readonly number[],
): readonly Figure[] {
  const most = count(sizes.at(-1) ?? 0);
  const against = `of ${count(LEAST)}`;
  const props = { against, goal: GOAL };
  return [
    ratioFigure(
      { ...props, id: `pages/${id}/${most}/time`, what: `${what} of ${most}` },
      { own: times.at(-1) ?? [], other: times[0] ?? [], unit: 'ms' },
    ),
    ratioFigure(
      {
        against,
        goal: 1,
        noise: 0.01,
        id: `pages/${id}/${most}/units`,
        what: `read units, ${what} of ${most}`,
      },
      { own: [units.at(-1) ?? NaN], other: [units[0] ?? NaN], unit: 'units' },
    ),
  ];
}

function unitsTable(measured: readonly Measured[], sizes: readonly number[]): Table {
  return {
    title: 'Median time and read units of a page',
    head: ['page', ...sizes.map((size) => `${count(size)} orders`)],
    rows: measured.map(({ kind, medians, units }) => [
      kind.what,
      ...sizes.map((_, at) => `${shown(medians[at] ?? NaN, 'ms')}, ${units[at] ?? NaN} units`),
    ]),
  };
}

function plotOf(measured: readonly Measured[], sizes: readonly number[]): Plot {
  return {
    name: 'performance-pages',
    title: 'A page of 50 orders',
    x: { title: 'orders in the table', labels: sizes.map(count) },
    y: 'ms',
    series: measured.map(({ kind, medians }) => ({
      name: kind.day === undefined ? 'all orders' : 'one day',
      shape: 'line',
      values: medians.map((value) => Math.round(value * 100) / 100),
    })),
  };
}

function tableOf(size: number): string {
  return `orders-${size}`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
