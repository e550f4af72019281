import { Concurrency } from './concurrency';

const MEBIBYTE = 1024 * 1024;

describe('the concurrency of an account', () => {
  it.each([
    ['1,000 invocations', 1_000, 1],
    ['128 MiB of events', 32, 4 * MEBIBYTE],
  ])('is used up by %s, and available again after one', async (_what, count, bytes) => {
    const concurrency = new Concurrency();
    const endings: (() => void)[] = [];
    const run = () =>
      concurrency.run(bytes, () => new Promise<void>((resolve) => endings.push(resolve)));
    const running = Array.from({ length: count }, run);
    await expect(run()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      status: 429,
      message: 'Rate Exceeded.',
    });
    endings.shift()?.();
    await running[0];
    const next = run();
    for (const end of endings) end();
    await Promise.all([...running, next]);
  });

  it('is available again after a failed invocation', async () => {
    const concurrency = new Concurrency();
    for (let count = 0; count < 1_100; count++) {
      const failing = concurrency.run(MEBIBYTE, () => Promise.reject(new Error('failed')));
      await expect(failing).rejects.toThrow('failed');
    }
  });
});
