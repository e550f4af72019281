/** Compares cold starts of the real bundles with those of equivalent functions. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurns, progress, type Benchmark } from '../benchmark';
import {
  CANDIDATE_NAMES,
  CANDIDATES,
  FUNCTIONS,
  buildCandidates,
  candidateVersions,
  type Bundles,
  type FunctionName,
} from '../functions/candidates';
import { SHARDS, eventOf, functionEnvironment } from '../functions/events';
import { startStandIn } from '../functions/stand-in';
import { lambdaNode } from '../peers/node';
import type { Figure } from '../report/result';
import { ratioFigure } from '../report/statistics';
import { RuntimeApi, type ColdStart } from './runtime-api';

const ROUNDS = 21;

/** Goals of the ratio, by peer in `CANDIDATES`. */
const GOALS = { bare: 0.8, powertools: 0.7 };

export const coldStart: Benchmark = {
  name: 'cold-start',
  run: async ({ runs = ROUNDS }) => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-functions-'));
    const node = lambdaNode();
    const standIn = await startStandIn(SHARDS);
    const api = await RuntimeApi.start();
    try {
      const bundles = await buildCandidates(folder);
      const figures: Figure[] = [];
      for (const name of FUNCTIONS) {
        progress(`cold starts of ${name}: ${runs} rounds`);
        const samples = await startsOf(name, runs, bundles, (file) =>
          api.coldStart(
            node.path,
            file,
            eventOf(name, 'key'),
            functionEnvironment(name, standIn.url),
          ),
        );
        figures.push(...figuresOf(name, samples));
      }
      const conditions = [
        `the functions run on Node.js ${node.version}; DynamoDB is a server on loopback that answers at once, without TLS`,
        candidateVersions().join(', '),
      ];
      return { figures, tables: [], plots: [], conditions };
    } finally {
      await api.stop();
      await standIn.stop();
      rmSync(folder, { recursive: true });
    }
  },
};

type Starts = readonly (readonly ColdStart[])[];

async function startsOf(
  name: FunctionName,
  rounds: number,
  bundles: Bundles,
  start: (file: string) => Promise<ColdStart>,
): Promise<Starts> {
  const candidates = CANDIDATES.map((candidate) => () => start(bundles[candidate][name]));
  // This brings the files into the page cache, as Lambda's worker has a function's code on local disk.
  await inTurns(1, candidates);
  return inTurns(rounds, candidates);
}

function figuresOf(name: FunctionName, [own = [], ...others]: Starts): readonly Figure[] {
  return (['bare', 'powertools'] as const).flatMap((peer, index) => {
    const starts = others[index] ?? [];
    const ratio = (kind: 'all' | 'cpu', what: string, goal?: { readonly goal: number }) =>
      ratioFigure(
        {
          id: `cold-start/${name}/${peer}/${kind}`,
          what: `${what} of \`${name}\``,
          against: CANDIDATE_NAMES[peer],
          ...goal,
        },
        { own: own.map((one) => one[kind]), other: starts.map((one) => one[kind]), unit: 'ms' },
      );
    return [
      ratio('all', 'cold start', { goal: GOALS[peer] }),
      ratio('cpu', 'CPU time of a cold start'),
    ];
  });
}
