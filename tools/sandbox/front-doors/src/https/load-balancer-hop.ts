/** From a client in the consumer's network to a target group, or to the listener's own answer. */
import type { Account } from '@sandbox/services/account';
import { connection, dropped, type NetworkEnd } from '@sandbox/services/ec2/connection';
import type { Passage } from '@sandbox/services/ec2/security-groups';
import type {
  Listener,
  LoadBalancer,
  RoutedAction,
  TargetGroup,
} from '@sandbox/services/elasticloadbalancing/elastic-load-balancing';
import { lateDecision, type RuleDecision } from '@sandbox/kernel/decision';
import type { HttpRequest, HttpResponse } from '@sandbox/kernel/http';
import type { Trace } from '@sandbox/kernel/trace';

/** The end of a request's way: an answer, or none where its packets are dropped. */
export type Ended = { readonly response: HttpResponse } | { readonly dropped: true };

/** A request on its way to one of a target group's targets. */
export interface Forwarded {
  readonly request: HttpRequest;
  readonly account: Account;
  readonly loadBalancer: LoadBalancer;
  /** The load balancer's node that sends it. */
  readonly node: NetworkEnd;
  readonly targetGroup: TargetGroup;
}

interface FoundLoadBalancer {
  readonly account: Account;
  readonly loadBalancer: LoadBalancer;
}

const HTTPS_PORT = 443;

export function throughLoadBalancer(
  request: HttpRequest,
  accounts: readonly Account[],
  trace: Trace,
): Forwarded | Ended {
  const found = findLoadBalancer(request, accounts, trace);
  if (!found) {
    trace.refused('load balancer', 'no account has a load balancer');
    return { response: html(503, 'Service Temporarily Unavailable') };
  }
  const { account, loadBalancer } = found;
  const listener = account.elasticloadbalancing.listenerOf(loadBalancer, HTTPS_PORT);
  const client = clientOf(found);
  const node = nodeOf(loadBalancer);
  const passage = listening(account, client, node, found, listener);
  if (!listener || !passage.allowed) {
    trace.refused('security group', passage.detail, passage.decision);
    return { dropped: true };
  }
  trace.passed('security group', passage.detail, passage.decision);
  const routed = account.elasticloadbalancing.route(listener, request.host, request.path);
  const target = targetOf(request, account, listener, routed, trace);
  if ('response' in target) return target;
  const sent = withForwardedHeaders(request, client.address, node.address, loadBalancer, trace);
  return { ...found, ...target, node, request: sent };
}

/** An unknown host name gets to the load balancer too: a client may send any. */
function findLoadBalancer(
  { name }: HttpRequest,
  accounts: readonly Account[],
  trace: Trace,
): FoundLoadBalancer | undefined {
  for (const account of accounts) {
    const dnsName = account.route53.resolve(name);
    if (dnsName === undefined) continue;
    const loadBalancer = account.elasticloadbalancing.loadBalancer(dnsName);
    trace.passed('Route 53', `${name} is an alias of ${dnsName}`);
    if (loadBalancer) return { account, loadBalancer };
  }
  for (const account of accounts) {
    const loadBalancer = account.elasticloadbalancing.loadBalancer();
    if (loadBalancer) return { account, loadBalancer };
  }
  return undefined;
}

/**
 * Whether the client's connection comes about. A dropped packet, and a handshake that a listener
 * without TLS doesn't answer, leave the client without any HTTP answer.
 */
function listening(
  account: Account,
  client: NetworkEnd,
  node: NetworkEnd,
  { loadBalancer }: FoundLoadBalancer,
  listener: Listener | undefined,
): Passage {
  if (!listener) {
    const none = `no listener of ${loadBalancer.constructPath} has port ${HTTPS_PORT}`;
    return dropped(none, [loadBalancer.constructPath]);
  }
  if (listener.protocol !== 'HTTPS') {
    const none = `${listener.constructPath} speaks ${listener.protocol} on port ${HTTPS_PORT}`;
    return dropped(none, [listener.constructPath]);
  }
  return connection(account.ec2.securityGroups, client, node, HTTPS_PORT);
}

/** The machine that asks: it stands in the load balancer's network, and is no resource of it. */
function clientOf({ account, loadBalancer: { vpcId } }: FoundLoadBalancer): NetworkEnd {
  const address = account.ec2.clientAddress(vpcId);
  return { name: 'client', vpcId, address, securityGroupIds: undefined };
}

function nodeOf({ constructPath, vpcId, nodes, securityGroupIds }: LoadBalancer): NetworkEnd {
  return { name: constructPath, vpcId, address: nodes[0] ?? '', securityGroupIds };
}

function targetOf(
  request: HttpRequest,
  account: Account,
  listener: Listener,
  routed: RoutedAction,
  trace: Trace,
): { readonly targetGroup: TargetGroup } | { readonly response: HttpResponse } {
  const { action, rule } = routed;
  const { host, path } = request;
  const decision = lateDecision(2 * (host.length + path.length), () =>
    routing(host, path, listener, routed),
  );
  if (action.type === 'fixed-response') {
    const detail = rule ? rule.constructPath : 'no rule matches the host name';
    trace.refused('load balancer', detail, decision);
    const { statusCode, contentType, body } = action;
    return { response: { status: statusCode, headers: { 'content-type': contentType }, body } };
  }
  const targetGroup = account.elasticloadbalancing.targetGroup(action.targetGroupArn);
  if (!targetGroup || targetGroup.targets.length === 0) {
    const name = targetGroup?.constructPath ?? action.targetGroupArn;
    trace.refused('load balancer', `${name} has no targets`, {
      kind: 'rule',
      rule: `${name} has no targets`,
      constructPaths: targetGroup ? [targetGroup.constructPath] : [],
    });
    return { response: html(503, 'Service Temporarily Unavailable') };
  }
  const taken = rule?.constructPath ?? 'default action';
  trace.passed('load balancer', `${taken} to ${targetGroup.constructPath}`, decision);
  return { targetGroup };
}

/** Which of the listener's rules took the request, or that none did. */
function routing(
  host: string,
  path: string,
  listener: Listener,
  { action, rule }: RoutedAction,
): RuleDecision {
  const rules = rule ? [rule] : listener.rules;
  const takes = rule ? `rule ${rule.priority}` : 'the default action';
  return {
    kind: 'rule',
    rule: `${takes} of the listener, ${action.type}`,
    constructPaths: [...rules.map(({ constructPath }) => constructPath), listener.constructPath],
    checks: rules.flatMap(({ constructPath, hostHeaders, pathPatterns }) => [
      ...(hostHeaders.length > 0
        ? [check(`${constructPath}: host-header`, hostHeaders, host, rule !== undefined)]
        : []),
      ...(pathPatterns.length > 0
        ? [check(`${constructPath}: path-pattern`, pathPatterns, path, rule !== undefined)]
        : []),
    ]),
  };
}

function check(name: string, patterns: readonly string[], actual: string, holds: boolean) {
  return { name, expected: patterns.join(' or '), actual, holds };
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html */
function withForwardedHeaders(
  request: HttpRequest,
  clientAddress: string,
  nodeAddress: string,
  loadBalancer: LoadBalancer,
  trace: Trace,
): HttpRequest {
  const kept = loadBalancer.dropsInvalidHeaders
    ? request.headers.filter(([name]) => /^[A-Za-z0-9-]+$/.test(name))
    : request.headers;
  const before = kept.filter(([name]) => name.toLowerCase() === 'x-forwarded-for');
  const own = new Set([
    'x-forwarded-for',
    'x-forwarded-proto',
    'x-forwarded-port',
    'x-amzn-trace-id',
  ]);
  return {
    ...request,
    sourceIp: nodeAddress,
    headers: [
      ...kept.filter(([name]) => !own.has(name.toLowerCase())),
      ['X-Forwarded-For', [...before.map(([, value]) => value), clientAddress].join(', ')],
      ['X-Forwarded-Proto', 'https'],
      ['X-Forwarded-Port', String(HTTPS_PORT)],
      ['X-Amzn-Trace-Id', trace.traceId],
    ],
  };
}

/** An answer that a load balancer makes by itself. */
export function html(status: number, title: string): HttpResponse {
  const heading = `${status} ${title}`;
  return {
    status,
    headers: { 'content-type': 'text/html', server: 'awselb/2.0' },
    body:
      `<html>\r\n<head><title>${heading}</title></head>\r\n` +
      `<body>\r\n<center><h1>${heading}</h1></center>\r\n</body>\r\n</html>\r\n`,
  };
}
