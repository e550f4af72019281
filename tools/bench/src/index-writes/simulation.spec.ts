import { accepted, writesByKey } from './simulation';

describe('the writes of an index', () => {
  it('are all accepted while no key has more than a partition takes', () => {
    expect(accepted({ offered: 4000, seconds: 2, keyOf: (n) => n % 4 })).toEqual([4000, 4000]);
  });

  it('stop at 1,000 a second where all have one key', () => {
    expect(accepted({ offered: 4000, seconds: 2, keyOf: () => '2026-11-22' })).toEqual([
      1000, 1000,
    ]);
  });

  it('are refused only where the key has too many', () => {
    // Three of four orders have the key 0: 3,000 a second, of which 1,000 are accepted.
    const keyOf = (n: number) => (n % 4 === 0 ? 1 : 0);
    expect(accepted({ offered: 4000, seconds: 1, keyOf })).toEqual([2000]);
  });

  it('are those of each second on its own', () => {
    const keyOf = (n: number) => (n < 3000 ? 0 : n % 3);
    expect(accepted({ offered: 3000, seconds: 2, keyOf })).toEqual([1000, 3000]);
  });
});

it('counts the writes of each key', () => {
  expect([...writesByKey((n) => n % 3, 1, 6)]).toEqual([
    [1, 2],
    [2, 2],
    [0, 1],
  ]);
});
