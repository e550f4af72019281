/** The way of one request: DNS, load balancer, VPC endpoint, API Gateway. */
import type { HttpRequest, HttpResponse } from '@sandbox/kernel/http';
import type { Trace } from '@sandbox/kernel/trace';
import type { Account } from '@sandbox/services/account';
import { throughApiGateway } from './api-gateway-hop';
import { toExecuteApi } from './execute-api-name-hop';
import { throughLoadBalancer } from './load-balancer-hop';
import { throughVpcEndpoint } from './vpc-endpoint-hop';

/**
 * Answers a request of a client in the consumer's network; undefined where it gets no answer, since
 * its packets are dropped on the way. On AWS the client then waits until it gives up.
 *
 * @param accounts all accounts, since a custom domain name is found wherever it lives.
 */
export async function answer(
  request: HttpRequest,
  accounts: readonly Account[],
  trace: Trace,
): Promise<HttpResponse | undefined> {
  const arrived =
    toExecuteApi(request, accounts, trace) ?? byLoadBalancer(request, accounts, trace);
  if ('dropped' in arrived) return undefined;
  if ('response' in arrived) return arrived.response;
  return throughApiGateway(arrived.request, arrived.endpoint, accounts, trace);
}

function byLoadBalancer(request: HttpRequest, accounts: readonly Account[], trace: Trace) {
  const forwarded = throughLoadBalancer(request, accounts, trace);
  if (!('targetGroup' in forwarded)) return forwarded;
  const arrived = throughVpcEndpoint(forwarded, trace);
  return 'endpoint' in arrived ? { ...arrived, request: forwarded.request } : arrived;
}
