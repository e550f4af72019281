/** A diagram with a consumer and one service, for tests. */
import type {
  HopSummary,
  NodeKind,
  RequestSummary,
  Topology,
  TopologyNode,
} from '@sandbox/front-doors/console/wire';

export const CONSUMER = '111111111111';
export const FOOD = '222222222222';

function node(account: string, kind: NodeKind, physicalId: string, inVpc: boolean): TopologyNode {
  const detail = kind === 'api' ? 'food.orders.localhost' : '';
  return {
    ...{ id: `${account}/${physicalId}`, kind, label: physicalId, detail, physicalId, inVpc },
    constructPath: `${account}/${physicalId}/Resource`,
  };
}

const consumer = [
  node(CONSUMER, 'client', 'client', true),
  node(CONSUMER, 'load-balancer', 'alb', true),
  node(CONSUMER, 'endpoint', 'vpce-1', true),
];

const food = [
  node(FOOD, 'api', 'api1', false),
  node(FOOD, 'function', 'place-order', true),
  node(FOOD, 'function', 'list-orders', true),
  node(FOOD, 'gateway-endpoint', 'vpce-2', true),
  node(FOOD, 'table', 'orders', false),
];

const account = (id: string, name: string, nodes: readonly TopologyNode[]) => {
  return { id, region: 'eu-central-1', stacks: [name], nodes, badges: [] };
};

export const topology: Topology = {
  accounts: [account(CONSUMER, 'consumer', consumer), account(FOOD, 'food', food)],
  links: [
    [consumer[0], consumer[1]],
    [consumer[1], consumer[2]],
    [consumer[2], food[0]],
    [food[0], food[1]],
    [food[0], food[2]],
    [food[1], food[3]],
    [food[2], food[3]],
    [food[3], food[4]],
  ].map(([from, to]) => ({ from: from?.id ?? '', to: to?.id ?? '' })),
};

export function hop(
  name: HopSummary['name'],
  ms = 1,
  detail = '',
  outcome: HopSummary['outcome'] = 'passed',
): HopSummary {
  return { name, outcome, detail, ms };
}

export function request(parts: Partial<RequestSummary>): RequestSummary {
  return {
    requestId: 'request-1',
    request: 'POST food.orders.localhost/v1/orders',
    startedAt: '2026-11-26T07:08:37.439Z',
    ms: 20,
    status: 201,
    outcome: 'passed',
    hops: [],
    calls: [],
    ...parts,
  };
}
