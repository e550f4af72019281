import type { Account } from '../account';
import { ApiGateway } from '../services/apigateway/api-gateway';
import { Route53 } from '../services/route53/route53';
import { answerToStranger } from './stranger';
import { Trace } from './trace';

function asked(host: string, { name = host, headers = {} }: { name?: string; headers?: object }) {
  const route53 = new Route53();
  route53.putAlias('food.orders.example', 'load-balancer.eu-central-1.elb.amazonaws.com');
  const account = { route53, apigateway: new ApiGateway() } as unknown as Account;
  const trace = new Trace('GET');
  const headersDistinct = { host: [host], ...headers };
  const response = answerToStranger({ headersDistinct }, { host, name }, [account], trace);
  return { response, refusal: trace.refusal };
}

describe('a request to the HTTPS port', () => {
  it.each([
    ['food.orders.localhost', {}],
    ['tea.orders.localhost', {}],
    ['localhost', {}],
    ['127.0.0.1', {}],
    ['food.orders.example', {}],
    ['a1b2c3d4e5-vpce-0f0f0f0f.execute-api.eu-central-1.amazonaws.com', {}],
    ['food.orders.localhost', { headers: { origin: ['http://localhost:3000'] } }],
    ['food.orders.localhost', { headers: { 'sec-fetch-site': ['cross-site'] } }],
  ])('goes on for %s %j', (host, more) => {
    expect(asked(host, more)).toEqual({ response: undefined, refusal: undefined });
  });

  it.each([
    ['evil.example', {}],
    ['', {}],
    ['localhost.evil.example', {}],
    ['192.0.2.1', {}],
    ['food.orders.localhost', { name: 'evil.example' }],
  ])('finds nothing for a host that is none of the network: %s %j', (host, more) => {
    const { response, refusal } = asked(host, more);
    expect([response?.status, refusal?.name]).toEqual([404, 'Route 53']);
  });

  it.each(['https://evil.example', 'null', 'http://localhost.evil.example'])(
    'is refused from a page of %s',
    (origin) => {
      const { response, refusal } = asked('food.orders.localhost', {
        headers: { origin: [origin] },
      });
      expect([response?.status, refusal?.name]).toEqual([403, 'caller']);
    },
  );
});
