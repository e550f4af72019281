/** Leads from a client in the consumer's VPC to a load balancer's listener. */
import type { HttpRequest, HttpResponse } from '@sandbox/kernel/http';
import { connection, dropped, type NetworkEnd } from '@sandbox/services/ec2/connection';
import type { Verdict } from '@sandbox/services/ec2/security-groups';
import type {
  Listener,
  LoadBalancer,
} from '@sandbox/services/elasticloadbalancing/elastic-load-balancing';
import type { AccountWith } from '@sandbox/services/services';
import { passed, passedUntraced, refused, unanswered, type Step } from '../pipeline';
import type { FunctionClient } from './client-request';
import { html } from './load-balancer-response';

export const HTTPS_PORT = 443;

/** No zone is associated with it. */
const NO_VPC = '';

interface Alias<Account> {
  /** Undefined if there is no record. */
  readonly alias?:
    | {
        readonly account: Account;
        readonly dnsName: string;
        readonly loadBalancer?: LoadBalancer | undefined;
      }
    | undefined;
}

/** The function that sends the request; undefined for a client in the load balancer's VPC. */
interface Asking {
  readonly functionClient: FunctionClient | undefined;
}

/**
 * Resolves the host name. An unknown name passes, since a client may send any. A function resolves only the names
 * of zones that are associated with its VPC.
 */
export function aliasRecord<Account extends AccountWith<'elasticloadbalancing' | 'route53'>>({
  request: { name },
  accounts,
  functionClient,
}: Asking & {
  readonly request: Pick<HttpRequest, 'name'>;
  readonly accounts: readonly Account[];
}): Step<Alias<Account>, never> {
  const vpcId = askingNetwork(functionClient);
  const aliases = accounts.flatMap((account) => {
    const dnsName = account.route53.resolve(name, vpcId);
    if (dnsName === undefined) return [];
    return [{ account, dnsName, loadBalancer: account.elasticloadbalancing.loadBalancer(dnsName) }];
  });
  const alias = aliases.find(({ loadBalancer }) => loadBalancer) ?? aliases[0];
  if (!alias && functionClient) {
    return unanswered(
      `${name} is in no private hosted zone of the network of ${functionClient.name}`,
    );
  }
  if (!alias) return passedUntraced({});
  return passed({ alias }, `${name} is an alias of ${alias.dnsName}`);
}

interface FoundLoadBalancer<Account> {
  /** The account of the load balancer. */
  readonly network: Account;
  readonly loadBalancer: LoadBalancer;
}

/** Falls back to the first load balancer if there is no record. */
export function existingLoadBalancer<Account extends AccountWith<'elasticloadbalancing'>>({
  alias,
  accounts,
}: Alias<Account> & { readonly accounts: readonly Account[] }): Step<
  FoundLoadBalancer<Account>,
  HttpResponse
> {
  if (alias?.loadBalancer) {
    return passedUntraced({ network: alias.account, loadBalancer: alias.loadBalancer });
  }
  for (const network of accounts) {
    const loadBalancer = network.elasticloadbalancing.loadBalancer();
    if (loadBalancer) return passedUntraced({ network, loadBalancer });
  }
  const unavailable = html(503, 'Service Temporarily Unavailable');
  return refused(unavailable, 'no account has a load balancer');
}

interface Connected {
  readonly listener: Listener;
  readonly client: NetworkEnd;
  /** The load balancer's node that accepts the connection, and connects to a target. */
  readonly node: NetworkEnd;
}

export function clientToLoadBalancer({
  network,
  loadBalancer,
  functionClient,
}: Asking & FoundLoadBalancer<AccountWith<'ec2' | 'elasticloadbalancing'>>): Step<
  Connected,
  never
> {
  const listener = network.elasticloadbalancing.listenerOf(loadBalancer, HTTPS_PORT);
  const client = functionClient?.end ?? clientIn(loadBalancer.vpcId, network);
  const node = nodeOf(loadBalancer);
  const verdict = listening(network, client, node, loadBalancer, listener);
  if (!listener || !verdict.allowed) return unanswered(verdict.detail, verdict.decision);
  return passed({ listener, client, node }, verdict.detail, verdict.decision);
}

/**
 * Evaluates the client's connection. After a dropped packet, or a TLS handshake with a listener without TLS, the
 * client receives no HTTP response.
 */
function listening(
  { ec2 }: AccountWith<'ec2'>,
  client: NetworkEnd,
  node: NetworkEnd,
  loadBalancer: LoadBalancer,
  listener: Listener | undefined,
): Verdict {
  if (!listener) {
    const none = `no listener of ${loadBalancer.constructPath} has port ${HTTPS_PORT}`;
    return dropped(none, [loadBalancer.constructPath]);
  }
  if (listener.protocol !== 'HTTPS') {
    const none = `${listener.constructPath} uses ${listener.protocol} on port ${HTTPS_PORT}`;
    return dropped(none, [listener.constructPath]);
  }
  return connection(ec2.securityGroups, client, node, HTTPS_PORT);
}

/** A client in this VPC that is not one of its resources. */
export function clientIn(vpcId: string, { ec2 }: AccountWith<'ec2'>): NetworkEnd {
  const address = ec2.clientAddress(vpcId);
  return { name: 'client', vpcId, address, securityGroupIds: undefined };
}

function nodeOf({ constructPath, vpcId, nodes, securityGroupIds }: LoadBalancer): NetworkEnd {
  return { name: constructPath, vpcId, address: nodes[0] ?? '', securityGroupIds };
}

/**
 * Returns the ID of the VPC whose private hosted zones a client's names are looked up in; undefined
 * for a client that is not a function, which uses the zones of all VPCs.
 */
export function askingNetwork(functionClient: FunctionClient | undefined): string | undefined {
  return functionClient && (functionClient.end?.vpcId ?? NO_VPC);
}
