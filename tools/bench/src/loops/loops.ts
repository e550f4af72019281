/**
 * Measures what a developer waits for: `npm start`, code reloaded after a save, policy decisions of a
 * request.
 */
import { inTurns, progress, type Benchmark } from '../benchmark';
import { decisionTimes } from '../policies/decision-times';
import { figureOf } from '../report/statistics';
import { saveSamples } from '../reload/saves';
import { commandTimes, pipelineTime } from './commands';
import { startTimes } from './npm-start';

const STARTS = 5;
const SAVES = 9;
const MEASUREMENTS = 3;
const COMMANDS = 3;

/** Noise of figures that depend on the network. */
const NETWORK_NOISE = 1;

const nothing = { tables: [], plots: [], conditions: [] };

export const npmStart: Benchmark = {
  name: 'start',
  run: async ({ runs = STARTS }) => {
    progress(`npm start in a clone: 1 + ${runs} times`);
    const { first, further } = await startTimes(runs);
    const figures = [
      figureOf(
        { id: 'start/unchanged', what: '`npm start`, nothing changed', goal: 1.5 },
        further,
        's',
      ),
      figureOf(
        { id: 'start/first', what: '`npm start`, fresh clone and npm cache', noise: NETWORK_NOISE },
        [first],
        's',
      ),
    ];
    return { ...nothing, figures };
  },
};

export const reload: Benchmark = {
  name: 'reload',
  run: async ({ runs = SAVES }) => {
    progress(`saves while the sandbox runs: ${runs} of each kind`);
    const measured = await saveSamples(runs);
    const figures = measured.map(({ name, answered }) =>
      figureOf(
        { id: `reload/${name}`, what: `save to new code, ${name}`, goal: 300 },
        answered,
        'ms',
      ),
    );
    return { ...nothing, figures };
  },
};

export const policies: Benchmark = {
  name: 'policies',
  run: async ({ runs = MEASUREMENTS }) => {
    progress(`policy decisions of an order: ${runs} times`);
    const [times = []] = await inTurns(runs, [() => Promise.resolve(decisionTimes())]);
    const medians = times.map(([sandbox]) => sandbox?.median ?? NaN);
    const props = { id: 'policies/order', what: 'all policy decisions of an order', goal: 50 };
    return { ...nothing, figures: [figureOf(props, medians, 'µs')] };
  },
};

export const commands: Benchmark = {
  name: 'commands',
  run: async ({ runs = COMMANDS }) => {
    progress(`commands in a clone: ${runs} times where nothing changed`);
    const times = await commandTimes(runs);
    const figure = (id: string, what: string, goal: number, samples: readonly number[]) =>
      figureOf({ id: `commands/${id}`, what, goal }, samples, 's');
    return {
      ...nothing,
      figures: [
        figure('test-all', '`npm test`, nothing cached', 100, [times.allTests]),
        figure('test-affected', '`nx affected -t test`, a new dish', 30, [times.affectedTests]),
        figure('test-unchanged', '`npm test`, nothing changed', 2, times.unchangedTests),
        figure(
          'synth',
          '`nx run food-service:synth`, nothing changed',
          1,
          times.unchangedSynthesis,
        ),
        figure(
          'deploy',
          '`nx run food-service:deploy -c sandbox`, nothing changed',
          2.5,
          times.unchangedDeployment,
        ),
      ],
    };
  },
};

export const pipeline: Benchmark = {
  name: 'ci',
  run: async () => {
    progress('.ci/run in a clone');
    const props = { id: 'ci/run', what: '`.ci/run`, nothing cached', goal: 360 };
    return { ...nothing, figures: [figureOf(props, [await pipelineTime()], 's')] };
  },
};
