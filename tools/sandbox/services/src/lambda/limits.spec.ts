import { answering } from '@sandbox/kernel/testing/function-code';
import { runningLambdas } from '../testing/running-lambda';

const lambdaOf = runningLambdas();

const outOfMemory = {
  errorType: 'Runtime.ExitError',
  errorMessage: 'Runtime exited with error: signal: killed',
};

/** Allocates the megabytes in the event outside of V8's heap, and writes to them. */
const allocating = `export const handler = async ({ megabytes = 0, seconds = 0 }) => {
  const taken = Buffer.alloc(megabytes * 1024 * 1024, 1);
  if (seconds > 0) await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return taken.length;
};`;

describe('the memory of a function', () => {
  it.each([
    [256, 64, 'response', 64 * 1024 * 1024],
    [256, 300, 'error', outOfMemory],
    [512, 300, 'response', 300 * 1024 * 1024],
  ])('of %d MB, with %d MB used, results in: %s', async (memorySize, megabytes, kind, payload) => {
    const { invoke } = lambdaOf(allocating, { memorySize });
    expect(await invoke({ megabytes })).toEqual([kind, payload]);
  });

  it('ends the process as soon as it is exceeded, and the next invocation gets another one', async () => {
    const { invoke } = lambdaOf(allocating, { memorySize: 256, timeout: 20 });
    const started = performance.now();
    expect(await invoke({ megabytes: 300, seconds: 10 })).toEqual(['error', outOfMemory]);
    expect(performance.now() - started).toBeLessThan(8_000);
    expect(await invoke()).toEqual(['response', 0]);
  });

  it("limits V8's heap, so that garbage is collected in time", async () => {
    const source = `import { getHeapStatistics } from 'node:v8';
      export const handler = async () => getHeapStatistics().heap_size_limit / 1024 / 1024;`;
    const { invoke } = lambdaOf(source, { memorySize: 256 });
    const [, megabytes] = await invoke();
    expect(megabytes).toBeGreaterThan(200);
    expect(megabytes).toBeLessThanOrEqual(300);
  });
});

describe('the concurrency of a function', () => {
  const slow = `export const handler = async ({ milliseconds = 0 }) =>
    new Promise((resolve) => setTimeout(() => resolve('done'), milliseconds));`;

  it.each([
    [0, ['throttled', 'throttled', 'throttled']],
    [2, ['response', 'response', 'throttled']],
    [undefined, ['response', 'response', 'response']],
  ])('with %s reserved runs of three at once: %j', async (reservedConcurrency, expected) => {
    const { invoke } = lambdaOf(slow, { reservedConcurrency });
    const throttled: unknown = expect.objectContaining({
      name: 'TooManyRequestsException',
      status: 429,
    });
    const invocations = [300, 300, 300].map((milliseconds) =>
      invoke({ milliseconds }).then(
        ([kind]) => kind,
        (error: unknown) => error,
      ),
    );
    expect(await Promise.all(invocations)).toEqual(
      expected.map((kind) => (kind === 'throttled' ? throttled : kind)),
    );
  });

  it('is available again after an invocation, and shared by versions', async () => {
    const { invoke, publish } = lambdaOf(slow, { reservedConcurrency: 1 });
    const version = publish();
    const first = invoke({ milliseconds: 200 });
    await expect(invoke({}, `:${version}`)).rejects.toMatchObject({
      name: 'TooManyRequestsException',
    });
    await first;
    expect(await invoke({}, `:${version}`)).toEqual(['response', 'done']);
  });
});

describe('the payloads of a function', () => {
  const MAX = 6_291_556;

  it.each([
    [MAX - 2, 'response', expect.stringMatching(/^x+$/) as unknown],
    [
      MAX - 1,
      'error',
      {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX} bytes).`,
      },
    ],
  ])('of a response of %d characters result in: %s', async (length, kind, payload) => {
    const { invoke } = lambdaOf(answering(`'x'.repeat(${length})`));
    expect(await invoke()).toEqual([kind, payload]);
  });

  it('are rejected if the event is too large', async () => {
    const { invoke } = lambdaOf(answering('1'));
    await expect(invoke('x'.repeat(MAX - 1))).rejects.toMatchObject({
      name: 'RequestTooLargeException',
      status: 413,
    });
    expect((await invoke('x'.repeat(MAX - 2)))[0]).toBe('response');
  });

  it.each([':gone', ':7'])('are rejected for the qualifier %s', async (qualifier) => {
    const { invoke } = lambdaOf(answering('1'));
    await expect(invoke({}, qualifier)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      status: 404,
    });
  });
});
