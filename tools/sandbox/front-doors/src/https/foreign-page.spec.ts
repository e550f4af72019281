import { Trace } from '@sandbox/kernel/trace';
import { refuseForeignPage } from './foreign-page';

function outcomeOf(headers: Record<string, string[]>) {
  const trace = new Trace('GET');
  const response = refuseForeignPage({ headersDistinct: headers }, trace);
  return { status: response?.status, refusedAt: trace.refusal?.name };
}

describe('a request to the HTTPS port', () => {
  it.each([
    [{}],
    [{ origin: ['http://localhost:3000'] }],
    [{ origin: ['https://shop.localhost'] }],
    [{ 'sec-fetch-site': ['cross-site'] }],
  ])('is accepted with %j', (headers) => {
    expect(outcomeOf(headers)).toEqual({ status: undefined, refusedAt: undefined });
  });

  it.each(['https://evil.example', 'null', 'http://localhost.evil.example'])(
    'is refused from a page of %s',
    (origin) => {
      expect(outcomeOf({ origin: [origin] })).toEqual({ status: 403, refusedAt: 'caller' });
    },
  );
});
