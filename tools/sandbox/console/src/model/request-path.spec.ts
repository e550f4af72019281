import { hop, topology, request } from '../testing/topology';
import { requestPath } from './request-path';

const toApi = [
  hop('Route 53', 1),
  hop('security group', 2),
  hop('load balancer', 3),
  hop('security group', 4),
  hop('VPC endpoint', 5),
  hop('domain name', 1, 'API api1, stage v1'),
];

const invoked = hop('integration', 100, 'arn:aws:lambda:eu:222222222222:function:list-orders:live');

function stopsOf(parts: Parameters<typeof request>[0]) {
  return requestPath(request(parts), topology).map(({ nodeId, ms, isRefused }) => {
    const name = nodeId.split('/')[1] ?? '';
    return `${name} ${ms}${isRefused ? ' refused' : ''}`;
  });
}

describe('the path of a request through the diagram', () => {
  it('leads to the table, each node with the time of its own hops', () => {
    const hops = [...toApi, hop('resource policy', 2), invoked];
    const query = request({
      request: 'dynamodb:Query',
      ms: 30,
      hops: [hop('function network', 10), hop('role policy', 1)],
    });
    expect(stopsOf({ hops, calls: [query] })).toEqual([
      'client 0',
      'alb 6',
      'vpce-1 9',
      'api1 3',
      'list-orders 70',
      'vpce-2 10',
      'orders 20',
    ]);
  });

  it('ends where it was refused', () => {
    const hops = [...toApi, hop('resource policy', 2, '', 'refused')];
    expect(stopsOf({ hops, outcome: 'refused' })).toEqual([
      'client 0',
      'alb 6',
      'vpce-1 9',
      'api1 3 refused',
    ]);
  });

  it.each([
    ['a name that does not resolve', [hop('Route 53', 1, '', 'refused')], 'alb 1 refused'],
    [
      'the first security group',
      [hop('Route 53'), hop('security group', 1, '', 'refused')],
      'alb 2 refused',
    ],
    [
      'the second one',
      [...toApi.slice(0, 3), hop('security group', 4, '', 'refused')],
      'vpce-1 4 refused',
    ],
    ['a page of another origin', [hop('caller', 1, '', 'refused')], 'client 1 refused'],
  ])('ends at %s', (_what, hops, last) => {
    expect(stopsOf({ hops }).at(-1)).toBe(last);
  });

  it('ends at the endpoint that refuses a call, or at the table that does', () => {
    const refusedBy = (name: 'endpoint policy' | 'role policy') =>
      request({ request: 'dynamodb:Query', hops: [hop(name, 1, '', 'refused')] });
    const hops = [...toApi, invoked];
    expect(stopsOf({ hops, calls: [refusedBy('endpoint policy')] }).at(-1)).toBe(
      'vpce-2 1 refused',
    );
    expect(stopsOf({ hops, calls: [refusedBy('role policy')] }).at(-1)).toBe('orders 20 refused');
  });

  it('is empty for a request that is not in the diagram', () => {
    const call = request({ request: 'sts:GetCallerIdentity' });
    expect(requestPath(call, { accounts: [], links: [] })).toEqual([]);
  });
});
