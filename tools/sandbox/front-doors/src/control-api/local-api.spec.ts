import { Traces } from '@sandbox/kernel/traces';
import { LocalApi, localJson, type LocalRequest } from './local-api';
import { requestRoutes } from './requests';

const loopback = { host: '127.0.0.1:4566' };

describe('the local API', () => {
  const changed: string[] = [];
  const api = new LocalApi([
    {
      method: 'GET',
      path: /^\/things\/(\w+)$/,
      handle: ({ captured }) => localJson(200, captured),
    },
    {
      method: 'POST',
      path: /^\/things\/(\w+)$/,
      handle: ({ body }) => {
        changed.push(body);
        return localJson(200, {});
      },
    },
  ]);
  const ask = (request: Partial<LocalRequest>) =>
    api.handle({
      method: 'GET',
      url: '/_sandbox/things/one',
      headers: loopback,
      body: '',
      ...request,
    });

  it.each([
    ['/_sandbox/requests', true],
    ['/_sandbox?a=b', true],
    ['/_sandbox', true],
    ['/_sandboxes', false],
    ['/', false],
    ['/account', false],
  ])('handles %s: %s', (url, handled) => {
    expect(api.accepts(url)).toBe(handled);
  });

  it("accepts changes only with the header that a page of another origin can't send", async () => {
    expect(await ask({ method: 'POST', body: 'first' })).toMatchObject({ status: 403 });
    const headers = { ...loopback, 'x-sandbox-request': '1' };
    expect(await ask({ method: 'POST', body: 'second', headers })).toMatchObject({ status: 200 });
    expect(changed).toEqual(['second']);
  });

  it('returns 404 for unknown paths, and 405 for unsupported methods', async () => {
    expect(await ask({ url: '/_sandbox/nothing' })).toMatchObject({ status: 404 });
    const headers = { ...loopback, 'x-sandbox-request': '1' };
    expect(await ask({ method: 'DELETE', headers })).toMatchObject({ status: 405 });
  });
});

describe("the local API's requests", () => {
  const traces = new Traces();
  const api = new LocalApi(requestRoutes(traces));
  const passed = traces.begin('GET food/v1/orders');
  passed.answered(200);
  const refused = traces.begin('PUT food/v1/orders');
  refused.refused('method', 'the API has no PUT /orders');
  refused.answered(404);

  const get = async (url: string) => {
    const request = { method: 'GET', url: `/_sandbox${url}`, headers: loopback, body: '' };
    const { status, body } = await api.handle(request);
    return { status, body: JSON.parse(body) as unknown };
  };

  it('are listed newest first, each with its refusal', async () => {
    const refusal = { name: 'method', detail: 'the API has no PUT /orders' };
    const newest = { requestId: refused.requestId, status: 404, outcome: 'refused', refusal };
    const oldest = { requestId: passed.requestId, status: 200, outcome: 'passed' };
    const listed = (requests: unknown[]) => ({ status: 200, body: { requests } });
    expect(await get('/requests')).toMatchObject(listed([newest, oldest]));
    expect(await get('/requests?limit=1')).toMatchObject(listed([newest]));
    expect(await get('/requests?refused=true')).toMatchObject(listed([newest]));
  });

  it.each(['0', '-1', '1.5', '10000', 'all', ''])('reject the limit "%s"', async (limit) => {
    expect(await get(`/requests?limit=${limit}`)).toEqual({
      status: 400,
      body: { message: `limit must be a whole number from 1 to 9999, got "${limit}"` },
    });
  });

  it('have a complete trace', async () => {
    const { status, body } = await get(`/requests/${refused.requestId}`);
    expect({ status, body }).toEqual({ status: 200, body: refused.describe() });
  });

  it('are evicted eventually', async () => {
    expect(await get('/requests/3e9f')).toEqual({
      status: 404,
      body: { message: 'Unknown request 3e9f; only recent requests are kept' },
    });
  });
});
