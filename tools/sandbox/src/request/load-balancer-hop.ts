/** From the client to the target that a listener rule picks, or to the listener's own answer. */
import type { Account } from '../account';
import type { LoadBalancer } from '../services/elasticloadbalancing/elastic-load-balancing';
import type { HttpRequest, HttpResponse } from './http';
import type { Trace } from './trace';

/** A request on its way to a target in the load balancer's network. */
export interface Forwarded {
  readonly request: HttpRequest;
  readonly account: Account;
  readonly target: string;
}

const HTTPS_PORT = 443;

export function throughLoadBalancer(
  request: HttpRequest,
  accounts: readonly Account[],
  trace: Trace,
): Forwarded | { readonly response: HttpResponse } {
  const found = findLoadBalancer(request.host, accounts, trace);
  const listener = found?.account.elasticloadbalancing.listenerOf(found.loadBalancer, HTTPS_PORT);
  if (!found || !listener) {
    trace.refused('load balancer', `no load balancer listens on port ${HTTPS_PORT}`);
    return { response: html(503, 'Service Temporarily Unavailable') };
  }
  const { elasticloadbalancing } = found.account;
  const { action, rule } = elasticloadbalancing.route(listener, request.host, request.path);
  if (action.type === 'fixed-response') {
    trace.refused('load balancer', rule ? rule.constructPath : 'no rule matches the host name');
    const { statusCode, contentType, body } = action;
    return { response: { status: statusCode, headers: { 'content-type': contentType }, body } };
  }
  const target = elasticloadbalancing.pickTarget(action.targetGroupArn);
  if (target === undefined) {
    trace.refused('load balancer', `${action.targetGroupArn} has no targets`);
    return { response: html(503, 'Service Temporarily Unavailable') };
  }
  trace.passed('load balancer', `${rule?.constructPath ?? 'default action'} to ${target}`);
  const sent = withForwardedHeaders(request, found.loadBalancer, trace);
  return { request: sent, account: found.account, target };
}

/** An unknown host name gets to the load balancer too: a client may send any. */
function findLoadBalancer(host: string, accounts: readonly Account[], trace: Trace) {
  for (const account of accounts) {
    const dnsName = account.route53.resolve(host);
    if (dnsName === undefined) continue;
    const loadBalancer = account.elasticloadbalancing.loadBalancer(dnsName);
    trace.passed('Route 53', `${host} is an alias of ${dnsName}`);
    if (loadBalancer) return { account, loadBalancer };
  }
  for (const account of accounts) {
    const loadBalancer = account.elasticloadbalancing.loadBalancer();
    if (loadBalancer) return { account, loadBalancer };
  }
  return undefined;
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html */
function withForwardedHeaders(
  request: HttpRequest,
  loadBalancer: LoadBalancer,
  trace: Trace,
): HttpRequest {
  const kept = loadBalancer.dropsInvalidHeaders
    ? request.headers.filter(([name]) => /^[A-Za-z0-9-]+$/.test(name))
    : request.headers;
  const own = new Set(['x-forwarded-proto', 'x-forwarded-port', 'x-amzn-trace-id']);
  return {
    ...request,
    headers: [
      ...kept.filter(([name]) => !own.has(name.toLowerCase())),
      ['X-Forwarded-For', request.sourceIp],
      ['X-Forwarded-Proto', 'https'],
      ['X-Forwarded-Port', String(HTTPS_PORT)],
      ['X-Amzn-Trace-Id', trace.traceId],
    ],
  };
}

function html(status: number, title: string): HttpResponse {
  const heading = `${status} ${title}`;
  return {
    status,
    headers: { 'content-type': 'text/html', server: 'awselb/2.0' },
    body:
      `<html>\r\n<head><title>${heading}</title></head>\r\n` +
      `<body>\r\n<center><h1>${heading}</h1></center>\r\n</body>\r\n</html>\r\n`,
  };
}
