/** Measures the start of the sandbox and its peers, and the load that they take, with the same functions. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurns, progress, type Benchmark } from '../benchmark';
import { quantile } from '../measure';
import type { Figure } from '../report/result';
import { ratioFigure, type FigureProps } from '../report/statistics';
import { ARCHITECT_VERSIONS, startArchitect, writeArchitectApp } from '../servers/architect';
import type { Target } from '../servers/client';
import { cpuTimes, type CpuTimes } from '../servers/cpu-time';
import { memoryOf } from '../servers/memory';
import { SandboxServer } from '../servers/sandbox-server';
import {
  OFFLINE_VERSIONS,
  startServerlessOffline,
  writeOfflineApp,
} from '../servers/serverless-offline';
import { workspaceRoot } from '../workspace';
import { cpuTables, timesOfEach } from './cpu-table';
import { startFigures, type Started } from './starts';
import { traffic } from './traffic';

const ROUNDS = 5;
/** Rounds of starts for each round of load, which takes longer. */
const STARTS = 3;
const FIRST_SECONDS = 3;
/** Until V8 has optimized the code of all processes, and requests/s do not rise any more. */
const WARM_UP_SECONDS = 20;
const SECONDS = 4;
const CONNECTIONS = [10, 50] as const;

/** The figures of one start of a server. */
interface Sample {
  /** Requests per second in the first seconds. */
  readonly first: number;
  /** Figures of the warm server, in the order of `CONNECTIONS`. */
  readonly warm: readonly {
    readonly perSecond: number;
    /** Milliseconds. */
    readonly p99: number;
    /** MiB; undefined on systems other than Linux. */
    readonly memory: number | undefined;
    /** Milliseconds for each request; undefined on systems other than Linux. */
    readonly cpu: CpuTimes | undefined;
  }[];
  /** Requests without the expected response. */
  readonly failed: number;
}

interface Server extends Started {
  /** The server, and its DynamoDB if that is a process of its own. */
  readonly pids: readonly number[];
  readonly target: Target;
  /** The end of its output. */
  readonly output: string;
}

export const sandboxLoad: Benchmark = {
  name: 'sandbox',
  run: async ({ runs = ROUNDS }) => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-sandbox-'));
    try {
      const dataDir = join(folder, 'data');
      const app = await writeOfflineApp(join(folder, 'app'));
      const architectApp = await writeArchitectApp(join(folder, 'architect'));
      const sandbox = () => SandboxServer.start(workspaceRoot, dataDir);
      const offline = () => startServerlessOffline(app, 'threads');
      const inProcess = () => startServerlessOffline(app, 'in-process');
      const architect = () => startArchitect(architectApp);
      // Warms up the folders, as for a second start: stacks are deployed, files are cached.
      for (const start of [sandbox, offline, inProcess, architect]) await (await start()).stop();
      const starts = await startFigures(runs * STARTS, sandbox, [
        { id: 'threads', name: PEER, goal: 0.4, start: offline },
        { id: 'architect', name: "Architect's sandbox", goal: 1.2, start: architect },
      ]);
      progress(`sandbox and serverless-offline under load: ${runs} rounds`);
      const samples = await inTurns(
        runs,
        [sandbox, offline, inProcess].map((start) => () => measured(start)),
      );
      const [own = [], threads = [], single = []] = samples;
      return {
        figures: [...starts, ...againstThreads(own, threads), ...againstInProcess(own, single)],
        tables: cpuTables(`CPU time of a request, warm, ${CONNECTIONS[0]} connections`, [
          ['sandbox', cpuOf(own)],
          [PEER, cpuOf(threads)],
          [PEER_IN_PROCESS, cpuOf(single)],
        ]),
        plots: [],
        conditions: [
          `${OFFLINE_VERSIONS}, ${ARCHITECT_VERSIONS}, plain HTTP, on Node.js ${process.version}; each round starts each server anew, lets ${CONNECTIONS[0]} connections send POST, GET and LIST (10) in turns for the first ${FIRST_SECONDS} s, then for each number of connections ${WARM_UP_SECONDS} s to warm up and ${SECONDS} s that count`,
          `requests that failed: ${samples.map(failures).join(', ')} (sandbox, threads, in process)`,
        ],
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function failures(samples: readonly Sample[]): number {
  return samples.reduce((sum, { failed }) => sum + failed, 0);
}

async function measured(start: () => Promise<Server>): Promise<Sample> {
  const server = await start();
  try {
    const first = await traffic(server.target, CONNECTIONS[0], FIRST_SECONDS);
    const samples: Sample['warm'][number][] = [];
    let { failed } = first;
    for (const connections of CONNECTIONS) {
      await traffic(server.target, connections, WARM_UP_SECONDS);
      const before = cpuTimes(server.pids);
      const { perSecond, latencies, ...warm } = await traffic(server.target, connections, SECONDS);
      const after = cpuTimes(server.pids);
      failed += warm.failed;
      const memory = memoryOf(server.pids);
      const cpu = before && after && timesOfEach(before, after, latencies.length);
      samples.push({ perSecond, p99: quantile(latencies, 0.99), memory, cpu });
    }
    return { first: first.perSecond, warm: samples, failed };
  } catch (error) {
    throw new Error(`a server failed under load; it wrote:\n${server.output}`, { cause: error });
  } finally {
    await server.stop();
  }
}

const PEER = 'serverless-offline, threads';
const PEER_IN_PROCESS = 'serverless-offline, in process';

type Samples = readonly Sample[];

function cpuOf(samples: Samples): readonly CpuTimes[] {
  return samples.flatMap(({ warm: [few] }) => few?.cpu ?? []);
}

type Select = (sample: Sample) => number | undefined;

function againstThreads(own: Samples, other: Samples): readonly Figure[] {
  const figure = (id: string, what: string, goal: number, unit: string, select: Select) =>
    ratio({ id: `sandbox/${id}/threads`, what, against: PEER, goal }, own, other, unit, select);
  return [
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

/** Returns the ratio, or nothing when the system does not provide the selected figure. */
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
