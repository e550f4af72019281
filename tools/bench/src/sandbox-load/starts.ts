/** Measures the start of the sandbox, serverless-offline and Architect, with the same functions. */
import { inTurns, progress } from '../benchmark';
import type { Figure } from '../report/result';
import { ratioFigure } from '../report/statistics';

/** A server that responds to requests. */
export interface Started {
  /** Milliseconds from the start of the process to the first 200 response. */
  readonly firstAnswer: number;
  readonly stop: () => Promise<void>;
}

const WHAT = 'start to the first 200';

/** @param peers of the sandbox, each with the ID of its figure and its goal */
export async function startFigures(
  runs: number,
  sandbox: () => Promise<Started>,
  peers: readonly {
    readonly id: string;
    readonly name: string;
    readonly goal: number;
    readonly start: () => Promise<Started>;
  }[],
): Promise<readonly Figure[]> {
  progress(`starts of the sandbox, ${peers.map(({ name }) => name).join(', ')}: ${runs} rounds`);
  const candidates = [sandbox, ...peers.map(({ start }) => start)];
  const [own = [], ...others] = await inTurns(
    runs,
    candidates.map((start) => () => firstAnswer(start)),
  );
  return peers.map(({ id, name, goal }, index) =>
    ratioFigure(
      { id: `sandbox/start/${id}`, what: WHAT, against: name, goal },
      { own, other: others[index] ?? [], unit: 'ms' },
    ),
  );
}

async function firstAnswer(start: () => Promise<Started>): Promise<number> {
  const server = await start();
  await server.stop();
  return server.firstAnswer;
}
