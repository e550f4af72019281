import { parseDocument } from '@cross-account/openapi-contract';
import { documentOf } from './support/documents';
import { ordersApi } from './support/orders-api';
import { expectNoInternals, expectProblem } from './support/expect-response';
import { services, type Service } from './support/services';
import { currentTarget, urlOf } from './support/target';

const NO_ORDER = '0'.repeat(32);
const ORDER = `/orders/${NO_ORDER}`;
const JSON_TYPE = { 'content-type': 'application/json' };

const METHODS = ['DELETE', 'GET', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** Returns the paths of a service's document, with their documented and undocumented methods. */
function pathsOf(service: Service) {
  const { paths } = parseDocument(documentOf(service));
  return Object.entries(paths).map(([path, operations]) => {
    const allowed = Object.keys(operations)
      .map((method) => method.toUpperCase())
      .sort();
    return {
      path: path.replace('{orderId}', NO_ORDER),
      allowed,
      refused: METHODS.filter((method) => !allowed.includes(method)),
    };
  });
}

describe.each(services)('the routes of $name', (service) => {
  const api = ordersApi(service);
  afterAll(api.close);

  describe.each(pathsOf(service))('to $path', ({ path, allowed, refused }) => {
    it.each(refused)(
      `refuses %s and lists the allowed methods: ${allowed.join(', ')}`,
      async (method) => {
        const answer = await api.send({ method, path });

        expectProblem(answer, 405, 'ROUTE.METHOD_NOT_ALLOWED');
        expect(answer.headers.allow?.split(/,\s*/).sort()).toEqual(allowed);
      },
    );

    it('rejects an unsupported method with a body', async () => {
      const answer = await api.send({
        method: refused.find((method) => method !== 'OPTIONS') ?? 'OPTIONS',
        path,
        headers: JSON_TYPE,
        body: '{"fullName":"Ada"}',
      });
      expectProblem(answer, 405, 'ROUTE.METHOD_NOT_ALLOWED');
    });

    it('rejects HEAD without a body', async () => {
      const answer = await api.send({ method: 'HEAD', path });
      expect(answer).toMatchObject({ status: 405, text: '' });
    });
  });

  it('has at least the two paths of every service', () => {
    expect(pathsOf(service)).toMatchObject([
      { path: '/orders', allowed: expect.arrayContaining(['GET', 'POST']) as string[] },
      { path: ORDER, allowed: expect.arrayContaining(['GET']) as string[] },
      ...pathsOf(service).slice(2),
    ]);
  });

  it.each([
    '',
    '/',
    '/nothing',
    '/order',
    '/ORDERS',
    `${ORDER}/items`,
    '/orders%2F1',
    '/$default',
    '/%00',
    '/ping',
    '/orders;v=1',
    '/./orders',
    '/x/../orders',
    '/%6Frders',
    '/%256Frders',
    `/orders//${ORDER.slice(8)}`,
    `/orders%2F${ORDER.slice(8)}`,
  ])('return ROUTE.NOT_FOUND for the unknown path /v1%s', async (path) => {
    expectProblem(await api.send({ path }), 404, 'ROUTE.NOT_FOUND');
  });

  it.each(['GET', 'POST', 'DELETE'])(
    'return ROUTE.NOT_FOUND for an unknown path with %s',
    async (method) => {
      expectProblem(await api.send({ method, path: '/nothing' }), 404, 'ROUTE.NOT_FOUND');
    },
  );

  it.each(['//orders', '/orders/', '///orders//'])(
    'ignore leading and trailing slashes, as API Gateway does: /v1%s',
    async (path) => {
      const answer = await api.send({ path: `${path}?orderDate=2001-01-01` });
      expect(answer).toMatchObject({ status: 200, text: '{"orders":[]}' });
    },
  );

  // No API is mapped there, so these responses are those of the custom domain name, not problem documents.
  it.each(['/v2/orders', '/orders', '/', '/V1/orders', '/v1orders', '//v1/orders'])(
    'return 403 outside of the base path, at %s',
    async (path) => {
      const answer = await api.send({ path, fromRoot: true });
      expect(answer.status).toBe(403);
      expectNoInternals(answer);
    },
  );

  it.each(['unknown.example.com', 'localhost', 'food.orders.example.com', '[::1]', '10.0.0.1'])(
    "return the load balancer's 404 for the unknown host %s",
    async (host) => {
      const { status, headers, text } = await api.send({ path: '/orders', headers: { host } });

      expect(status).toBe(404);
      expect(headers['content-type']).toMatch(/^application\/json\b/);
      expect(JSON.parse(text)).toMatchObject({ status: 404, code: 'ROUTE.NOT_FOUND' });
    },
  );

  it('ignore the case of the host name', async () => {
    const host = new URL(urlOf(currentTarget(), service.name)).hostname.toUpperCase();
    const { status } = await api.send({ path: '/orders', headers: { host } });
    expect(status).toBe(200);
  });
});
