import { accepted, writesByKey } from './simulation';

describe('the writes of an index', () => {
  it("are all accepted up to a partition's limit per key", () => {
    expect(accepted({ offered: 4000, seconds: 2, keyOf: (n) => n % 4 })).toEqual([4000, 4000]);
  });

  it('are limited to 1,000 per second with one key', () => {
    expect(accepted({ offered: 4000, seconds: 2, keyOf: () => '2026-11-22' })).toEqual([
      1000, 1000,
    ]);
  });

  it('are throttled only for keys above the limit', () => {
    // Three of four orders have the key 0: 3,000 per second, of which 1,000 are accepted.
    const keyOf = (n: number) => (n % 4 === 0 ? 1 : 0);
    expect(accepted({ offered: 4000, seconds: 1, keyOf })).toEqual([2000]);
  });

  it('are limited for each second separately', () => {
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
