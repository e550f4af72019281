/** Measures the CPU time of a warm call, and its duration with a DynamoDB that responds immediately. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurns, progress, type Benchmark } from '../benchmark';
import {
  CANDIDATE_NAMES,
  buildCandidates,
  candidateVersions,
  type Candidate,
  type FunctionName,
} from '../functions/candidates';
import { SHARDS, eventOf, functionEnvironment } from '../functions/events';
import { startStandIn, type StandIn } from '../functions/stand-in';
import { lambdaNode } from '../peers/node';
import type { Figure, Table } from '../report/result';
import { ratioFigure } from '../report/statistics';
import { WarmFunction, type Calls } from './warm-function';

const ROUNDS = 21;
/** Calls before the first round, which compile the code and open the connection. */
const WARM_UP = 600;
/** Calls per round. */
const BATCH = 100;

interface Comparison {
  readonly id: string;
  readonly name: FunctionName;
  readonly what: string;
  /** Sends an `Idempotency-Key` with each call. */
  readonly keyed: boolean;
  readonly peer: Candidate;
  /** Goals of the ratio, by figure. */
  readonly goals: Readonly<Partial<Record<keyof Calls, number>>>;
  readonly kinds: readonly (keyof Calls)[];
}

const comparisons: readonly Comparison[] = [
  { id: 'get', name: 'get-order', what: 'GET of an order', peer: 'bare', goals: { cpu: 1.05 } },
  {
    id: 'place',
    name: 'place-order',
    what: 'POST of an order',
    peer: 'bare',
    goals: { cpu: 1.05 },
  },
  { id: 'list', name: 'list-orders', what: 'LIST of 50', peer: 'bare', goals: { cpu: 1.1 } },
].map((one) => ({ ...one, keyed: false, kinds: ['cpu'] }) as Comparison);

const keyed: Comparison = {
  id: 'keyed',
  name: 'place-order',
  what: 'POST with a key',
  keyed: true,
  peer: 'powertools',
  goals: { time: 0.4 },
  kinds: ['time', 'cpu'],
};

export const warm: Benchmark = {
  name: 'warm',
  run: async ({ runs = ROUNDS }) => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-functions-'));
    const node = lambdaNode();
    const standIn = await startStandIn(SHARDS);
    try {
      const bundles = await buildCandidates(folder);
      const figures: Figure[] = [];
      const rows: string[][] = [];
      for (const comparison of [...comparisons, keyed]) {
        progress(`warm calls, ${comparison.what}: ${runs} rounds`);
        const { name, peer } = comparison;
        const event = eventOf(name, comparison.keyed ? 'key-{n}' : undefined);
        const start = (candidate: Candidate) =>
          WarmFunction.start({
            node: node.path,
            file: bundles[candidate][name],
            event,
            environment: functionEnvironment(name, standIn.url),
          });
        const measured = await compared(await start('own'), await start(peer), runs, standIn);
        figures.push(...figuresOf(comparison, measured));
        rows.push([comparison.what, ...measured.requests.map(String), CANDIDATE_NAMES[peer]]);
      }
      const tables: Table[] = [
        {
          title: 'Requests to DynamoDB for a call',
          head: ['call', 'own', 'other', 'other is'],
          rows,
        },
      ];
      const conditions = [
        `the functions run on Node.js ${node.version}, ${BATCH} calls in each round; DynamoDB is a server on loopback that answers at once, without TLS`,
        candidateVersions().join(', '),
      ];
      return { figures, tables, plots: [], conditions };
    } finally {
      await standIn.stop();
      rmSync(folder, { recursive: true });
    }
  },
};

interface Compared {
  readonly own: readonly Calls[];
  readonly other: readonly Calls[];
  /** Number of requests per call, own and other. */
  readonly requests: readonly number[];
}

async function compared(
  own: WarmFunction,
  other: WarmFunction,
  rounds: number,
  standIn: StandIn,
): Promise<Compared> {
  try {
    const requests: number[] = [];
    for (const each of [own, other]) {
      const before = standIn.answered();
      await each.call(WARM_UP);
      requests.push((standIn.answered() - before) / WARM_UP);
    }
    const [mine = [], theirs = []] = await inTurns(
      rounds,
      [own, other].map((each) => () => each.call(BATCH)),
    );
    return { own: mine, other: theirs, requests };
  } finally {
    await own.stop();
    await other.stop();
  }
}

function figuresOf({ id, what, peer, goals, kinds }: Comparison, { own, other }: Compared) {
  return kinds.map((kind) =>
    ratioFigure(
      {
        id: `warm/${id}/${peer}/${kind}`,
        what: `${kind === 'cpu' ? 'warm CPU time' : 'warm time'}, ${what}`,
        against: peer === 'bare' ? 'bare `DocumentClient.send`' : 'Powertools idempotency',
        ...(goals[kind] === undefined ? {} : { goal: goals[kind] }),
      },
      { own: own.map((one) => one[kind]), other: other.map((one) => one[kind]), unit: 'µs' },
    ),
  );
}
