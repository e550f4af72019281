import { measure, microseconds, quantile, table } from './measure';

describe('a measurement', () => {
  it('runs every candidate, in order', () => {
    const effort = { rounds: 2, samples: 3, sampleTime: 0 };
    const measured = measure({ one: () => 1, other: () => 2 }, effort);
    expect(measured.map(({ name }) => name)).toEqual(['one', 'other']);
    for (const { median, p99 } of measured) {
      expect(median).toBeGreaterThan(0);
      expect(p99).toBeGreaterThanOrEqual(median);
    }
  });

  it.each([
    [0.5, [3, 1, 2], 2],
    [0.5, [4, 1, 2, 3], 2],
    [0.99, Array.from({ length: 100 }, (_, index) => index + 1), 99],
    [1, [1, 9], 9],
    [0.5, [7], 7],
  ])('computes the %d quantile of %p as %d', (share, samples, expected) => {
    expect(quantile(samples, share)).toBe(expected);
  });

  it('is printed as a table', () => {
    const rows = [
      { name: 'compiled', median: 1.94, p99: 10 },
      { name: 'read', median: 123.4, p99: 1000 },
    ];
    expect(table(rows).split('\n')).toEqual([
      '          median      p99',
      'compiled  1.9 µs  10.0 µs',
      'read      123 µs  1000 µs',
    ]);
    expect(microseconds(50)).toBe('50.0 µs');
  });
});
