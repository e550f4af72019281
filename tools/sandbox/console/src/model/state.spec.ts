import type { Snapshot } from '@sandbox/front-doors/console/wire';
import { request } from '../testing/topology';
import { reduce, INITIAL, type State } from './state';

const requests = (...ids: readonly string[]) => ids.map((requestId) => request({ requestId }));
const idsOf = (state: State) => state.requests.map(({ requestId }) => requestId);

function snapshot(instance: string, ...ids: readonly string[]): Snapshot {
  return {
    instance,
    startedAt: '',
    sandbox: INITIAL.addresses,
    topology: INITIAL.topology,
    stacks: [],
    requests: { requests: requests(...ids), dropped: 2 },
    activity: [],
    traffic: [],
  };
}

describe("the page's state", () => {
  it('has the newest request first, and counts dropped ones', () => {
    const initial = reduce(INITIAL, { name: 'snapshot', data: snapshot('one', 'a', 'b') });
    const data = { requests: requests('c', 'd'), dropped: 5 };
    const later = reduce(initial, { name: 'requests', data });
    expect(idsOf(later)).toEqual(['d', 'c', 'b', 'a']);
    expect(later.dropped).toBe(5);
  });

  it('keeps its content when it reconnects to the same sandbox', () => {
    const before = reduce(INITIAL, { name: 'snapshot', data: snapshot('one', 'a', 'b') });
    const again = reduce(before, { name: 'snapshot', data: snapshot('one', 'b', 'c') });
    expect(idsOf(again)).toEqual(['c', 'b', 'a']);
    expect(again.dropped).toBe(2);
  });

  it('is reset by a restarted sandbox', () => {
    const before = reduce(INITIAL, { name: 'snapshot', data: snapshot('one', 'a') });
    const again = reduce(
      { ...before, connection: 'lost' },
      { name: 'snapshot', data: snapshot('two', 'x') },
    );
    expect(idsOf(again)).toEqual(['x']);
    expect(again).toMatchObject({ connection: 'open', dropped: 0 });
  });

  it('is bounded, regardless of the number of requests', () => {
    let state = INITIAL;
    for (let count = 0; count < 1_000; count++) {
      const data = { requests: requests(`${count}`), dropped: 0 };
      state = reduce(state, { name: 'requests', data });
    }
    expect(state.requests).toHaveLength(300);
    expect(state.requests[0]?.requestId).toBe('999');
  });

  it('replaces an interval that continues', () => {
    const point = {
      host: 'food',
      at: 5,
      count: 1,
      clientErrors: 0,
      serverErrors: 0,
      refused: 0,
      p50: 1,
      p95: 1,
      p99: 1,
    };
    const once = reduce(INITIAL, { name: 'traffic', data: [point] });
    const twice = reduce(once, {
      name: 'traffic',
      data: [
        { ...point, count: 2 },
        { ...point, at: 10 },
      ],
    });
    expect(twice.traffic.map(({ at, count }) => [at, count])).toEqual([
      [5, 2],
      [10, 1],
    ]);
  });
});
