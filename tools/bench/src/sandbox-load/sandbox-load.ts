/** The sandbox under load, beside serverless-offline with the same functions. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurns, progress, type Benchmark } from '../benchmark';
import { quantile } from '../measure';
import type { Figure } from '../report/result';
import { ratioFigure, type FigureProps } from '../report/statistics';
import type { Target } from '../servers/client';
import { memoryOf } from '../servers/memory';
import { SandboxServer } from '../servers/sandbox-server';
import {
  Dynalite,
  OFFLINE_VERSIONS,
  ServerlessOffline,
  writeApp,
} from '../servers/serverless-offline';
import { workspaceRoot } from '../workspace';
import { traffic } from './traffic';

const ROUNDS = 5;
const FIRST_SECONDS = 3;
const WARM_UP_SECONDS = 2;
const SECONDS = 4;
const CONNECTIONS = [10, 50] as const;

/** What one start of a server shows. */
interface Sample {
  /** Milliseconds until the first 200. */
  readonly start: number;
  /** Requests a second in the first seconds. */
  readonly first: number;
  /** Warm, by `CONNECTIONS`. */
  readonly warm: readonly {
    readonly perSecond: number;
    /** Milliseconds. */
    readonly p99: number;
    /** MiB; undefined where the system does not tell it. */
    readonly memory: number | undefined;
  }[];
}

interface Server {
  readonly pid: number;
  readonly target: Target;
  readonly firstAnswer: number;
  readonly stop: () => Promise<void>;
}

export const sandboxLoad: Benchmark = {
  name: 'sandbox',
  run: async ({ runs = ROUNDS }) => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-sandbox-'));
    const dynalite = await Dynalite.start(folder);
    const app = join(folder, 'app');
    const dataDir = join(folder, 'data');
    writeApp(app, dynalite.endpoint);
    const starts: readonly [() => Promise<Server>, readonly number[]][] = [
      [() => SandboxServer.start(workspaceRoot, dataDir), []],
      [() => ServerlessOffline.start(app, 'threads'), [dynalite.pid]],
      [() => ServerlessOffline.start(app, 'in-process'), [dynalite.pid]],
    ];
    try {
      // Folders are warm as they are when somebody starts again: stacks are deployed, files are cached.
      for (const [start] of starts) await (await start()).stop();
      progress(`sandbox and serverless-offline under load: ${runs} rounds`);
      const [own = [], threads = [], inProcess = []] = await inTurns(
        runs,
        starts.map(
          ([start, helpers]) =>
            () =>
              measured(start, helpers),
        ),
      );
      return {
        figures: [...againstThreads(own, threads), ...againstInProcess(own, inProcess)],
        tables: [],
        plots: [],
        conditions: [
          `${OFFLINE_VERSIONS}, plain HTTP, on Node.js ${process.version}; each round starts each server anew, lets ${CONNECTIONS.join(' and ')} connections send POST, GET and LIST (10) in turns for ${SECONDS} s each, and the first ${FIRST_SECONDS} s with ${CONNECTIONS[0]}`,
        ],
      };
    } finally {
      await dynalite.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measured(start: () => Promise<Server>, helpers: readonly number[]): Promise<Sample> {
  const server = await start();
  try {
    const first = await traffic(server.target, CONNECTIONS[0], FIRST_SECONDS);
    const warm: Sample['warm'][number][] = [];
    for (const connections of CONNECTIONS) {
      await traffic(server.target, connections, WARM_UP_SECONDS);
      const { perSecond, latencies } = await traffic(server.target, connections, SECONDS);
      const memory = memoryOf([server.pid, ...helpers]);
      warm.push({ perSecond, p99: quantile(latencies, 0.99), memory });
    }
    return { start: server.firstAnswer, first: first.perSecond, warm };
  } finally {
    await server.stop();
  }
}

const PEER = 'serverless-offline, threads';
const PEER_IN_PROCESS = 'serverless-offline, in process';

type Samples = readonly Sample[];
type Select = (sample: Sample) => number | undefined;

function againstThreads(own: Samples, other: Samples): readonly Figure[] {
  const figure = (id: string, what: string, goal: number, unit: string, select: Select) =>
    ratio({ id: `sandbox/${id}/threads`, what, against: PEER, goal }, own, other, unit, select);
  return [
    ...figure('start', 'start to the first 200', 0.4, 'ms', ({ start }) => start),
    ...ratio(
      {
        id: 'sandbox/first/threads',
        what: `requests/s, first ${FIRST_SECONDS} s, ${CONNECTIONS[0]} connections`,
        against: PEER,
        goal: 1,
        better: 'more',
      },
      own,
      other,
      '/s',
      ({ first }) => first,
    ),
    ...CONNECTIONS.flatMap((connections, index) => [
      ...warmThroughput(connections, index, PEER, 'threads', 1.5, own, other),
      ...figure(
        `p99-${connections}`,
        `p99, warm, ${connections} connections`,
        1,
        'ms',
        (sample) => {
          return sample.warm[index]?.p99;
        },
      ),
      ...figure(
        `memory-${connections}`,
        `memory (PSS), ${connections} connections`,
        0.5,
        'MiB',
        (sample) => sample.warm[index]?.memory,
      ),
    ]),
  ];
}

function againstInProcess(own: Samples, other: Samples): readonly Figure[] {
  return CONNECTIONS.flatMap((connections, index) =>
    warmThroughput(connections, index, PEER_IN_PROCESS, 'in-process', 0.8, own, other),
  );
}

function warmThroughput(
  connections: number,
  index: number,
  against: string,
  id: string,
  goal: number,
  own: Samples,
  other: Samples,
): readonly Figure[] {
  const what = `requests/s, warm, ${connections} connections`;
  const props = {
    id: `sandbox/warm-${connections}/${id}`,
    what,
    against,
    goal,
    better: 'more',
  } as const;
  return ratio(props, own, other, '/s', ({ warm }) => warm[index]?.perSecond);
}

/** None where the system does not tell what is selected. */
function ratio(
  props: FigureProps,
  own: Samples,
  other: Samples,
  unit: string,
  select: Select,
): readonly Figure[] {
  const [mine, theirs] = [own, other].map((samples) =>
    samples.map(select).filter((value) => value !== undefined),
  );
  if (mine === undefined || theirs === undefined || mine.length === 0) return [];
  return [ratioFigure(props, { own: mine, other: theirs, unit })];
}
