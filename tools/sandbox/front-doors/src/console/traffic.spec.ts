import { INTERVAL, Traffic } from './traffic';

const answered = { host: 'food', ms: 10, status: 200, isRefused: false };

describe('the traffic of host names', () => {
  it('is counted by interval, with errors', () => {
    let now = INTERVAL * 10;
    const traffic = new Traffic(() => now);
    traffic.add(answered);
    traffic.add({ ...answered, status: 404, isRefused: true });
    now += INTERVAL;
    traffic.add({ ...answered, status: 502 });
    traffic.add({ ...answered, host: 'tea', status: undefined });
    const counts = traffic.points.map((point) => {
      return [point.host, point.count, point.clientErrors, point.serverErrors, point.refused];
    });
    expect(counts).toEqual([
      ['food', 2, 1, 0, 1],
      ['food', 1, 0, 1, 0],
      ['tea', 1, 0, 1, 0],
    ]);
    now += INTERVAL;
    expect(traffic.latest.map(({ host, at }) => [host, at])).toEqual([
      ['food', INTERVAL * 11],
      ['tea', INTERVAL * 11],
    ]);
  });

  it('has percentiles with an error of at most a tenth', () => {
    const traffic = new Traffic(() => 0);
    for (let ms = 1; ms <= 1_000; ms++) traffic.add({ ...answered, ms });
    const [point] = traffic.points;
    for (const [told, exact] of [
      [point?.p50, 500],
      [point?.p95, 950],
      [point?.p99, 990],
    ] as const) {
      expect(Math.abs((told ?? 0) - exact) / exact).toBeLessThan(0.1);
    }
  });

  it('is bounded, regardless of the host names and the duration', () => {
    let now = 0;
    const traffic = new Traffic(() => now);
    for (let count = 0; count < 1_000; count++) traffic.add({ ...answered, host: `h${count}` });
    expect(traffic.points).toHaveLength(51);
    expect(traffic.points.at(-1)).toMatchObject({ host: '(other hosts)', count: 950 });
    for (let count = 0; count < 500; count++) {
      now += INTERVAL;
      traffic.add(answered);
    }
    expect(traffic.points).toHaveLength(180);
  });
});
