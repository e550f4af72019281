import fc from 'fast-check';
import { METHODS } from 'node:http';
import type { HttpCall } from './support/client';
import { ordersApi } from './support/orders-api';
import { expectNoInternals } from './support/expect-response';
import { services } from './support/services';

/** Enough to find errors, few enough for the throttling of a deployed stage. */
const RUNS = 100;

const hex = fc
  .integer({ min: 0, max: 255 })
  .map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
const urlPart = fc.array(
  fc.oneof(hex, fc.constantFrom('a', '/', '.', '~', '$', '{', '}', '%', '=', '&', ';')),
  {
    maxLength: 12,
  },
);
const path = fc
  .tuple(
    fc.constantFrom('/orders', '/orders/', '/'),
    urlPart,
    fc.constantFrom('', '?', '?limit=', '?nextToken='),
    urlPart,
  )
  .map(
    ([start, segment, query, value]) =>
      `${start}${segment.join('')}${query}${query === '' ? '' : value.join('')}`,
  );
const method = fc.oneof(
  { arbitrary: fc.constantFrom('GET', 'POST'), weight: 4 },
  { arbitrary: fc.constantFrom(...METHODS.filter((name) => name !== 'CONNECT')), weight: 1 },
);
const contentType = fc.constantFrom(
  'application/json',
  'application/json;',
  'text/plain',
  ';',
  'a/b; charset=x',
  '',
);
const key = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });
const body = fc.oneof(
  fc.json().map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);
const call = fc.record(
  {
    method,
    path,
    headers: fc.record(
      { 'content-type': contentType, 'idempotency-key': key },
      { requiredKeys: [] },
    ),
    body,
  },
  { requiredKeys: ['method', 'path'] },
) as fc.Arbitrary<HttpCall>;

describe.each(services)('a hostile request to $name', (service) => {
  const api = ordersApi(service);
  afterAll(api.close);

  it('never causes a server error or reveals internals', async () => {
    await fc.assert(
      fc.asyncProperty(call, async (hostile) => {
        const answer = await api.send(hostile);
        expect(answer.status).toBeGreaterThanOrEqual(200);
        expect(answer.status).toBeLessThan(500);
        expectNoInternals(answer);
      }),
      { numRuns: RUNS },
    );
    await expect(api.placed()).resolves.toBeDefined();
  });
});
