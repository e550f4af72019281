/**
 * The diagram of the deployed resources: those that a request passes, and the links between them.
 * It is derived from the deployed stacks only, so that it works for any CDK app.
 */
import type { StackResource } from '@sandbox/engine/stack-state';
import { nodeOf, type PlacedResource } from './topology-nodes';
import type { Topology, TopologyAccount, TopologyBadge, TopologyLink, TopologyNode } from './wire';

/** The part of a stack that the diagram shows. */
export interface TopologyStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly resources: ReadonlyMap<string, StackResource>;
}

/** The ID of the client in a load balancer's VPC, or on the internet. */
const CLIENT = 'client';

const BADGES: Readonly<Record<string, readonly [TopologyBadge['kind'], property: string]>> = {
  'AWS::Route53::HostedZone': ['dns', 'Name'],
  'AWS::ApiGateway::DomainName': ['certificate', 'DomainName'],
  'AWS::ApiGateway::DomainNameV2': ['certificate', 'DomainName'],
  'AWS::SecretsManager::Secret': ['secret', 'Description'],
};

export function topologyOf(stacks: readonly TopologyStack[]): Topology {
  const all = stacks.flatMap(({ account, resources }) =>
    [...resources.values()].map((resource) => ({ account, resource })),
  );
  const nodes = new Map(
    all.flatMap((placed) => {
      const node = nodeOf(placed, all);
      return node ? [[node, placed] as const] : [];
    }),
  );
  const links = linksOf(nodes, all);
  const used = new Set(links.flatMap(({ from, to }) => [from, to]));
  const shown = [...nodes.keys()].filter(({ id, kind }) => used.has(id) || kind === 'api');
  const clients = clientsOf(shown, links);
  return {
    accounts: accountsOf(stacks, [...clients.map(({ node }) => node), ...shown], all),
    links: [...clients.map(({ link }) => link), ...links],
  };
}

type Nodes = ReadonlyMap<TopologyNode, PlacedResource>;

function linksOf(nodes: Nodes, all: readonly PlacedResource[]): readonly TopologyLink[] {
  const pairs = [...nodes].flatMap(([node, placed]) =>
    [...nodes].flatMap(([other, otherPlaced]) =>
      refersTo(node, placed, other, otherPlaced, all) ? [{ from: node.id, to: other.id }] : [],
    ),
  );
  const routed = new Set(pairs.map(({ from }) => from));
  const byGateway = new Set(
    pairs.filter(({ to }) => to.includes('/vpce-')).map(({ from }) => from),
  );
  const kinds = new Map([...nodes.keys()].map(({ id, kind }) => [id, kind]));
  const isFunction = (id: string) => kinds.get(id) === 'function';
  // A function that reaches its table through a gateway endpoint is linked to the endpoint instead.
  const direct = pairs.filter(
    ({ from, to }) => !(isFunction(from) && byGateway.has(from) && kinds.get(to) === 'table'),
  );
  const called = new Set(direct.filter(({ to }) => isFunction(to)).map(({ to }) => to));
  // Functions that no API invokes serve the deployment, not requests.
  return direct.filter(
    ({ from, to }) =>
      (!isFunction(from) || called.has(from)) && (routed.has(from) || called.has(to)),
  );
}

/** Returns whether a request continues from the first resource to the other. */
function refersTo(
  node: TopologyNode,
  { account, resource }: PlacedResource,
  other: TopologyNode,
  { account: otherAccount, resource: target }: PlacedResource,
  all: readonly PlacedResource[],
): boolean {
  const isSameAccount = account === otherAccount;
  switch (`${node.kind} ${other.kind}`) {
    case 'load-balancer endpoint':
      return (
        isSameAccount &&
        targetsIn(account, all).has(target.properties['VpcId']) &&
        !isAssociated(target, all)
      );
    case 'endpoint api':
      return mentions(target.properties, resource.physicalId);
    case 'api function':
      return isSameAccount && integrates(resource, target, account, all);
    case 'function gateway-endpoint':
      return isSameAccount && node.inVpc && isSameNetwork(resource, target, account, all);
    case 'function table':
    case 'gateway-endpoint table':
      return isSameAccount && (node.kind !== 'function' || isUsedBy(resource, target));
    default:
      return false;
  }
}

function targetsIn(account: string, all: readonly PlacedResource[]): ReadonlySet<unknown> {
  const groups = all.filter(
    (placed) =>
      placed.account === account &&
      placed.resource.type === 'AWS::ElasticLoadBalancingV2::TargetGroup',
  );
  return new Set(groups.map(({ resource }) => resource.properties['VpcId']));
}

/**
 * Returns whether clients connect to an endpoint directly, since it serves private custom domain
 * names.
 */
function isAssociated({ physicalId }: StackResource, all: readonly PlacedResource[]): boolean {
  return all.some(
    ({ resource: { type, properties } }) =>
      type === 'AWS::ApiGateway::DomainNameAccessAssociation' &&
      properties['AccessAssociationSource'] === physicalId,
  );
}

/** Returns whether a method of the API invokes the function, or an alias or version of it. */
function integrates(
  api: StackResource,
  target: StackResource,
  account: string,
  all: readonly PlacedResource[],
): boolean {
  return all.some(
    (placed) =>
      placed.account === account &&
      placed.resource.type === 'AWS::ApiGateway::Method' &&
      placed.resource.properties['RestApiId'] === api.physicalId &&
      new RegExp(`:function:${escaped(target.physicalId)}[:/]`).test(
        JSON.stringify(placed.resource.properties['Integration'] ?? ''),
      ),
  );
}

function isSameNetwork(
  lambda: StackResource,
  endpoint: StackResource,
  account: string,
  all: readonly PlacedResource[],
): boolean {
  const subnets = all.filter(
    (placed) =>
      placed.account === account &&
      placed.resource.type === 'AWS::EC2::Subnet' &&
      placed.resource.properties['VpcId'] === endpoint.properties['VpcId'],
  );
  return subnets.some(({ resource }) =>
    mentions(lambda.properties['VpcConfig'], resource.physicalId),
  );
}

function isUsedBy(lambda: StackResource, table: StackResource): boolean {
  return mentions(lambda.properties['Environment'], table.physicalId);
}

function mentions(value: unknown, name: string): boolean {
  return name !== '' && JSON.stringify(value ?? '').includes(name);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/**
 * Returns a client for each load balancer or endpoint that clients connect to, and one on the
 * internet for other APIs.
 */
function clientsOf(nodes: readonly TopologyNode[], links: readonly TopologyLink[]) {
  const reached = new Set(links.map(({ to }) => to));
  const entries = nodes.filter(
    ({ id, kind }) =>
      kind === 'load-balancer' || ((kind === 'endpoint' || kind === 'api') && !reached.has(id)),
  );
  return entries.map((entry) => {
    const inVpc = entry.kind !== 'api';
    const node: TopologyNode = {
      id: `${entry.id}/${CLIENT}`,
      kind: CLIENT,
      label: 'Client',
      detail: inVpc ? 'in the network' : 'on the internet',
      constructPath: '',
      physicalId: '',
      inVpc,
    };
    return { node, link: { from: node.id, to: entry.id } };
  });
}

/** Sorts the account with the clients first, the others by name. */
function accountsOf(
  stacks: readonly TopologyStack[],
  nodes: readonly TopologyNode[],
  all: readonly PlacedResource[],
): readonly TopologyAccount[] {
  const ids = [...new Set(stacks.map(({ account }) => account))];
  const accounts = ids.map((id) => {
    const own = stacks.filter(({ account }) => account === id);
    return {
      id,
      region: own[0]?.region ?? '',
      stacks: own.map(({ name }) => name).sort(),
      nodes: nodes.filter((node) => node.id.startsWith(`${id}/`)),
      badges: all.filter(({ account }) => account === id).flatMap(badgeOf),
    };
  });
  const isEntry = ({ nodes: own }: TopologyAccount) =>
    own.some(({ kind }) => kind === 'load-balancer' || kind === 'endpoint') ? 0 : 1;
  return accounts.sort(
    (one, other) =>
      isEntry(one) - isEntry(other) || (one.stacks[0] ?? '').localeCompare(other.stacks[0] ?? ''),
  );
}

function badgeOf({ resource }: PlacedResource): readonly TopologyBadge[] {
  const [kind, property] = BADGES[resource.type] ?? [];
  if (kind === undefined || property === undefined) return [];
  const value = resource.properties[property];
  return [{ kind, label: typeof value === 'string' ? value : resource.logicalId }];
}
