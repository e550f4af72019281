import { retrying } from '../src/retries';
import type { RetryOptions } from '../src/retries';

const at = 'https://food.orders.example.com/v1/orders';
const get = () => new Request(at);
const post = (headers: Record<string, string> = {}) =>
  new Request(at, { method: 'POST', body: '{"food":"pizza"}', headers });

/** Returns a `fetch` of a service with these responses, in order: a status, or an error. */
function answering(...answers: readonly (number | Error | Response)[]) {
  const sent: { key: string | null; body: string }[] = [];
  const send = async (request: Request) => {
    sent.push({ key: request.headers.get('idempotency-key'), body: await request.text() });
    const answer = answers[sent.length - 1];
    if (answer instanceof Error) throw answer;
    return typeof answer === 'number' ? new Response(null, { status: answer }) : (answer ?? fail());
  };
  return { sent, send };
}

const fail = () => {
  throw new Error('nobody expected one more attempt');
};

const quick: RetryOptions = { firstWait: 1, longestWait: 5 };

describe('a retryable request', () => {
  it.each([429, 500, 502, 503, 504])('is sent again after %d', async (status) => {
    const { send, sent } = answering(status, 200);
    expect((await retrying(send, quick)(get())).status).toBe(200);
    expect(sent).toHaveLength(2);
  });

  it('is sent again without a response', async () => {
    const { send } = answering(new Error('ECONNRESET'), new Error('ECONNRESET'), 200);
    expect((await retrying(send, quick)(get())).status).toBe(200);
  });

  it.each([200, 201, 400, 403, 404, 422, 501])(
    'is sent once if the response is %d',
    async (status) => {
      const { send, sent } = answering(status);
      expect((await retrying(send, quick)(get())).status).toBe(status);
      expect(sent).toHaveLength(1);
    },
  );

  it('has the same key and body in each attempt', async () => {
    const { send, sent } = answering(503, new Error('ECONNRESET'), 201);
    await retrying(send, quick)(post({ 'idempotency-key': 'k' }));
    expect(sent).toEqual(Array(3).fill({ key: 'k', body: '{"food":"pizza"}' }));
  });

  it('returns the last response or throws the last error', async () => {
    expect((await retrying(answering(500, 502, 503).send, quick)(get())).status).toBe(503);
    const { send } = answering(500, new Error('first'), new Error('last'));
    await expect(retrying(send, quick)(get())).rejects.toThrow('last');
  });

  it('is sent as often as configured', async () => {
    const { send, sent } = answering(503, 503, 503, 503);
    await retrying(send, { ...quick, attempts: 4 })(get());
    expect(sent).toHaveLength(4);
    await retrying(answering(503).send, { ...quick, attempts: 1 })(get());
    expect(() => retrying(send, { attempts: 0 })).toThrow(RangeError);
  });

  it('is not sent again after the caller aborts', async () => {
    const aborted = new AbortController();
    const { send, sent } = answering(503, 200);
    const answer = retrying(send, { firstWait: 1e9, longestWait: 1e9 })(
      new Request(at, { signal: aborted.signal }),
    );
    setTimeout(() => aborted.abort(), 20);
    await expect(answer).rejects.toThrow('aborted');
    expect(sent).toHaveLength(1);
  });
});

describe('the delay before the next attempt', () => {
  const waits: number[] = [];
  beforeEach(() => {
    waits.length = 0;
    jest.spyOn(Math, 'random').mockReturnValue(1);
  });
  afterEach(() => jest.restoreAllMocks());

  /** Milliseconds between the first attempt and the second. */
  const waited = async (headers: Record<string, string>, options: RetryOptions) => {
    const { send } = answering(new Response(null, { status: 503, headers }), 200);
    const times: number[] = [];
    await retrying((request) => {
      times.push(performance.now());
      return send(request);
    }, options)(get());
    return (times[1] ?? 0) - (times[0] ?? 0);
  };

  it('follows Retry-After, up to the maximum', async () => {
    expect(
      await waited({ 'retry-after': '60' }, { firstWait: 0, longestWait: 50 }),
    ).toBeGreaterThan(48);
    const soon = new Date(Date.now() + 3_600_000).toUTCString();
    expect(
      await waited({ 'retry-after': soon }, { firstWait: 0, longestWait: 50 }),
    ).toBeGreaterThan(48);
  });

  it('grows exponentially without it', async () => {
    expect(await waited({}, { firstWait: 50, longestWait: 1_000 })).toBeGreaterThan(48);
  });
});

describe('a request that is not idempotent', () => {
  it('is sent once without a key, regardless of the result', async () => {
    const { send, sent } = answering(503);
    expect((await retrying(send, quick)(post())).status).toBe(503);
    await expect(retrying(answering(new Error('ECONNRESET')).send, quick)(post())).rejects.toThrow(
      'ECONNRESET',
    );
    expect(sent).toHaveLength(1);
  });
});
