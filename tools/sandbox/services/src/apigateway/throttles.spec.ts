import { AccountThrottle, StageThrottles, type MethodThrottle } from './throttles';

let now = 0;
beforeEach(() => (now = 0));

const all = (rate: number, burst: number): MethodThrottle => ({
  httpMethod: '*',
  resourcePath: '/*',
  limits: { rate, burst },
});
const one = (httpMethod: string, resourcePath: string, rate: number, burst: number) => ({
  httpMethod,
  resourcePath,
  limits: { rate, burst },
});

function throttles(...settings: readonly MethodThrottle[]): StageThrottles {
  return new StageThrottles(new AccountThrottle(() => now), settings);
}

/** Returns the number of simultaneous requests that are not throttled. */
function passing(stage: StageThrottles, requests: number, method = 'GET', path = '/orders') {
  return Array.from({ length: requests }, () => stage.take(method, path)).filter(
    (throttled) => throttled === undefined,
  ).length;
}

describe('throttles of a stage', () => {
  it.each([
    [0, 0, 0],
    [0, 3, 3],
    [1, 0, 0],
    [10, 1, 1],
    [500, 1000, 1000],
  ])('allow a burst: rate %d, burst %d: %d of 1,001 requests', (rate, burst, expected) => {
    expect(passing(throttles(all(rate, burst)), 1001)).toBe(expected);
  });

  it.each([
    [100, 0],
    [499, 0],
    [500, 1],
    [1500, 3],
    [60_000, 4],
  ])('allow more as time passes: after %d ms %d of 10', (milliseconds, expected) => {
    const stage = throttles(all(2, 4));
    passing(stage, 4);
    now += milliseconds;
    expect(passing(stage, 10)).toBe(expected);
  });

  it('count each method separately', () => {
    const stage = throttles(all(1, 2));
    expect(passing(stage, 3, 'GET', '/orders')).toBe(2);
    expect(passing(stage, 3, 'POST', '/orders')).toBe(2);
    expect(passing(stage, 3, 'GET', '/orders/{orderId}')).toBe(2);
  });

  it("prefer a method's setting to that for all methods", () => {
    const stage = throttles(all(1, 5), one('POST', '/orders', 1, 1));
    expect(passing(stage, 9, 'POST', '/orders')).toBe(1);
    expect(passing(stage, 9, 'GET', '/orders')).toBe(5);
  });

  it("share the account's quota, and name the exceeded limit", () => {
    const account = new AccountThrottle(() => now);
    const [one, other] = [new StageThrottles(account, []), new StageThrottles(account, [])];
    expect(passing(one, 4000)).toBe(4000);
    expect(passing(other, 4000)).toBe(1000);
    expect(other.take('GET', '/')).toEqual({
      limits: { rate: 10_000, burst: 5_000 },
      scope: 'account',
    });
    expect(throttles(all(7, 0)).take('GET', '/')).toEqual({
      limits: { rate: 7, burst: 0 },
      scope: 'method',
    });
  });

  it('apply new settings at once, and keep the count of unchanged ones', () => {
    const stage = throttles(all(1, 2));
    passing(stage, 2);
    stage.configure([all(1, 2), one('POST', '/', 1, 1)]);
    expect(passing(stage, 1)).toBe(0);
    stage.configure([all(1, 3)]);
    expect(passing(stage, 9)).toBe(3);
  });
});
