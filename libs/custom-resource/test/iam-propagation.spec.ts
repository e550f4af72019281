import { isDenial, whileIamPropagates } from '../src/iam-propagation';

const denied = (name = 'AccessDeniedException', message = 'is not authorized to perform: x:Y') =>
  Object.assign(new Error(message), { name });

describe('a role or policy that is not effective yet', () => {
  let attempts: number[];
  let start: number;
  beforeEach(() => {
    jest.useFakeTimers();
    start = Date.now();
    attempts = [];
  });
  afterEach(() => jest.useRealTimers());

  /** Runs a function that fails until this many ms have passed; each attempt takes `duration` ms. */
  function run(effectiveAfter: number, duration = 0, error = denied()): Promise<string> {
    return whileIamPropagates(async () => {
      attempts.push(Date.now() - start);
      if (duration > 0) await new Promise((resolve) => setTimeout(resolve, duration));
      if (Date.now() - start < effectiveAfter) throw error;
      return 'done';
    });
  }

  /** Advances the clock until the result is available. */
  async function outcome(result: Promise<string>): Promise<string> {
    const settled = result.catch((error: unknown) => String(error));
    await jest.runAllTimersAsync();
    return settled;
  }

  it('is not noticed where the first attempt succeeds', async () => {
    expect(await outcome(run(0))).toBe('done');
    expect(attempts).toEqual([0]);
  });

  it('is waited for, with pauses that double', async () => {
    expect(await outcome(run(6_500))).toBe('done');
    expect(attempts).toEqual([0, 1_000, 3_000, 7_000]);
  });

  it('is a real denial after 7 s, reported with AWS’s message', async () => {
    expect(await outcome(run(Infinity))).toBe(
      'AccessDeniedException: is not authorized to perform: x:Y',
    );
    expect(attempts).toEqual([0, 1_000, 3_000, 7_000]);
    expect(Date.now() - start).toBe(7_000);
  });

  it('starts no attempt later than 10 s after the first one', async () => {
    await outcome(run(Infinity, 2_000));
    expect(attempts).toEqual([0, 3_000, 7_000]);
  });

  it('does not cause retries of other errors', async () => {
    const error = denied('InvalidGroup.NotFound', 'no such group');
    expect(await outcome(run(Infinity, 0, error))).toBe('InvalidGroup.NotFound: no such group');
    expect(attempts).toEqual([0]);
  });

  it.each([
    'AccessDenied',
    'AccessDeniedException',
    'AuthFailure',
    'InvalidClientTokenId',
    'UnauthorizedOperation',
    'UnrecognizedClientException',
  ])('shows as %s', (name) => {
    expect(isDenial(denied(name))).toBe(true);
  });

  it.each([
    [
      'a statement that denies',
      denied('AccessDenied', 'User: x is not authorized, with an explicit deny in a service …'),
    ],
    ['another error', denied('Throttling')],
    ['no error', 'AccessDenied'],
  ])('differs from %s', (_what, error) => {
    expect(isDenial(error)).toBe(false);
  });
});
