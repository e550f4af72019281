/** The path of a request through the diagram: the nodes that it passed, and the time at each. */
import type {
  HopSummary,
  NodeKind,
  RequestSummary,
  Topology,
  TopologyNode,
} from '@sandbox/front-doors/console/wire';

/** One node on the path of a request. */
export interface Stop {
  readonly nodeId: string;
  /** The duration of its own hops in milliseconds. */
  readonly ms: number;
  readonly isRefused: boolean;
}

const AT: Partial<Record<HopSummary['name'], NodeKind>> = {
  caller: 'client',
  'Route 53': 'load-balancer',
  'load balancer': 'load-balancer',
  'VPC endpoint': 'endpoint',
  'endpoint policy': 'endpoint',
  'domain name': 'api',
  'resource policy': 'api',
  method: 'api',
  throttling: 'api',
  'request validation': 'api',
  'function permission': 'api',
  integration: 'function',
};

/** The nodes that a request can pass, one of each kind. */
type Nodes = Partial<Record<NodeKind, TopologyNode>>;

/** Returns the nodes in the order in which the request reached them; empty if none is in the diagram. */
export function requestPath(request: RequestSummary, topology: Topology): readonly Stop[] {
  const nodes = nodesOf(request, topology);
  const visits = [...hopVisits(request, nodes), ...callVisits(request, nodes)];
  const stops: Stop[] = nodes.client ? [{ nodeId: nodes.client.id, ms: 0, isRefused: false }] : [];
  for (const { node, ms, isRefused } of visits) {
    if (!node) continue;
    const last = stops.at(-1);
    if (last?.nodeId === node.id) {
      stops[stops.length - 1] = {
        nodeId: node.id,
        ms: last.ms + ms,
        isRefused: last.isRefused || isRefused,
      };
    } else stops.push({ nodeId: node.id, ms, isRefused });
  }
  return connected(stops, topology);
}

interface Visit {
  readonly node: TopologyNode | undefined;
  readonly ms: number;
  readonly isRefused: boolean;
}

function hopVisits({ hops, calls }: RequestSummary, nodes: Nodes): readonly Visit[] {
  let passed: NodeKind = 'client';
  let groups = 0;
  const inCalls = sum(calls);
  return hops.map(({ name, outcome, ms }) => {
    if (name === 'security group') groups++;
    passed = kindOf(name, passed, groups);
    const own = name === 'integration' ? Math.max(0, ms - inCalls) : ms;
    const node = nodes[passed] ?? (passed === 'function' ? nodes.api : undefined);
    return { node, ms: own, isRefused: outcome === 'refused' };
  });
}

/**
 * The first security group hop is the load balancer's, the second one the endpoint's. An internal
 * error is attributed to the last node of the request.
 */
function kindOf(name: HopSummary['name'], passed: NodeKind, groups: number): NodeKind {
  if (name === 'security group') return groups > 1 ? 'endpoint' : 'load-balancer';
  return AT[name] ?? passed;
}

/** The hops that are evaluated at the gateway endpoint, before the table. */
const AT_GATEWAY: readonly HopSummary['name'][] = ['function network', 'endpoint policy'];

function callVisits({ calls }: RequestSummary, nodes: Nodes): readonly Visit[] {
  const made = calls.filter(({ request }) => request.startsWith('dynamodb:'));
  if (made.length === 0) return [];
  const hops = made.flatMap((call) => call.hops);
  const atGateway = hops.filter(({ name }) => AT_GATEWAY.includes(name));
  const inGateway = sum(atGateway);
  const isStopped = atGateway.some(({ outcome }) => outcome === 'refused');
  const gateway = { node: nodes['gateway-endpoint'], ms: inGateway, isRefused: isStopped };
  if (isStopped) return [gateway];
  const isRefused = hops.some(({ outcome }) => outcome === 'refused');
  return [gateway, { node: nodes.table, ms: Math.max(0, sum(made) - inGateway), isRefused }];
}

function sum(parts: readonly { readonly ms: number }[]): number {
  return parts.reduce((total, { ms }) => total + ms, 0);
}

function nodesOf({ request, hops }: RequestSummary, topology: Topology): Nodes {
  const all = topology.accounts.flatMap(({ nodes }) => nodes);
  const api = apiOf(request, hops, all);
  const next = (from: TopologyNode | undefined, kind: NodeKind) =>
    topology.links
      .filter((link) => link.from === from?.id)
      .flatMap((link) => all.find((node) => node.id === link.to && node.kind === kind) ?? [])[0];
  const before = (to: TopologyNode | undefined, kind: NodeKind) =>
    topology.links
      .filter((link) => link.to === to?.id)
      .flatMap((link) => all.find((node) => node.id === link.from && node.kind === kind) ?? [])[0];
  const endpoint = before(api, 'endpoint') ?? all.find(({ kind }) => kind === 'endpoint');
  const balancer = before(endpoint, 'load-balancer');
  const lambda = functionOf(hops, all);
  const gateway = next(lambda, 'gateway-endpoint');
  return definedOf({
    client: before(balancer, 'client') ?? before(api, 'client'),
    'load-balancer': balancer,
    endpoint,
    api,
    function: lambda,
    'gateway-endpoint': gateway,
    table: next(gateway, 'table') ?? next(lambda, 'table'),
  });
}

function definedOf(nodes: Record<NodeKind, TopologyNode | undefined>): Nodes {
  return Object.fromEntries(Object.entries(nodes).filter(([, node]) => node !== undefined));
}

/** Finds the API by its ID in the trace, or else by the requested host name. */
function apiOf(
  request: string,
  hops: readonly HopSummary[],
  all: readonly TopologyNode[],
): TopologyNode | undefined {
  const apis = all.filter(({ kind }) => kind === 'api');
  const named = hops.find(({ name }) => name === 'domain name')?.detail ?? '';
  const [, host = ''] = /^\S+ ([^/\s]+)/.exec(request) ?? [];
  return (
    apis.find(({ physicalId }) => named.includes(physicalId)) ??
    apis.find(({ detail }) => detail.split(', ').includes(host)) ??
    apis.find(({ physicalId }) => host.startsWith(physicalId))
  );
}

function functionOf(
  hops: readonly HopSummary[],
  all: readonly TopologyNode[],
): TopologyNode | undefined {
  const [, name] =
    /:function:([^:]+)/.exec(hops.find((hop) => hop.name === 'integration')?.detail ?? '') ?? [];
  return all.find(({ kind, physicalId }) => kind === 'function' && physicalId === name);
}

/**
 * Removes stops that no link of the diagram leads to, such as a table whose function is unknown.
 */
function connected(stops: readonly Stop[], { links }: Topology): readonly Stop[] {
  return stops.filter(({ nodeId }, index) => index === 0 || links.some(({ to }) => to === nodeId));
}
