import { comparable, regressions } from './regressions';
import type { Figure, Machine, Performance } from './result';

const MACHINE: Machine = {
  cpu: 'a CPU',
  cores: 2,
  memoryGiB: 24,
  system: 'linux',
  node: 'v24.0.0',
  commit: 'abc',
  coresInUse: 0,
};

const FIGURE: Figure = {
  id: 'start',
  what: 'Start',
  against: 'a peer',
  unit: '×',
  low: 0.9,
  median: 1,
  high: 1.1,
  runs: 5,
  better: 'less',
  noise: 0.1,
};

function measured(figure: Partial<Figure>, machine: Partial<Machine> = {}): Performance {
  const result = { figures: [{ ...FIGURE, ...figure }], tables: [], plots: [], conditions: [] };
  return { starts: { machine: { ...MACHINE, ...machine }, ...result } };
}

const committed = measured({});
const committedMore = measured({ better: 'more' });

describe('a figure', () => {
  it('that is worse by more than noise is reported with both spreads', () => {
    const now = measured({ low: 1.2, median: 1.21, high: 1.3 });
    expect(regressions(committed, now)).toEqual([
      'Start, against a peer: 1.21 × [1.20–1.30], committed 1 × [0.90–1.10] (start)',
    ]);
  });

  it.each([
    ['within the noise', { low: 1.15, median: 1.2, high: 1.3 }],
    ['so uncertain that it may be as before', { low: 0.99, median: 1.5, high: 2 }],
    ['better', { low: 0.4, median: 0.5, high: 0.6 }],
  ])('that is %s is not reported', (_case, figure) => {
    expect(regressions(committed, measured(figure))).toEqual([]);
  });

  it('where more is better is reported if it is lower', () => {
    const less = measured({ better: 'more', low: 0.7, median: 0.79, high: 0.8 });
    expect(regressions(committedMore, less)).toHaveLength(1);
    const within = measured({ better: 'more', low: 0.7, median: 0.8, high: 0.85 });
    expect(regressions(committedMore, within)).toEqual([]);
    const more = measured({ better: 'more', low: 1.2, median: 1.5, high: 1.6 });
    expect(regressions(committedMore, more)).toEqual([]);
  });

  it.each([
    ['ms', 0.1, { cpu: 'another' }, 0],
    ['ms', 0.1, { node: 'v26.0.0' }, 0],
    ['ms', 0.1, { commit: 'def', coresInUse: 1 }, 1],
    ['×', 0.1, { cpu: 'another' }, 1],
    ['KB', 0.01, { cpu: 'another' }, 1],
  ])('in %s with a noise of %d on %j is compared %d times', (unit, noise, machine, count) => {
    const before = measured({ unit, noise });
    const now = measured({ unit, noise, low: 2, median: 2, high: 2 }, machine);
    expect(regressions(before, now)).toHaveLength(count);
    expect(comparable(before, now)).toBe(count);
  });

  it('without a committed value is not compared', () => {
    expect(comparable(committed, measured({ id: 'new' }))).toBe(0);
    expect(comparable({}, committed)).toBe(0);
  });
});
