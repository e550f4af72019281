/** The way of one request: DNS, load balancer, VPC endpoint, API Gateway. */
import type { Account } from '../account';
import { throughApiGateway } from './api-gateway-hop';
import type { HttpRequest, HttpResponse } from './http';
import { throughLoadBalancer } from './load-balancer-hop';
import type { Trace } from './trace';
import { throughVpcEndpoint } from './vpc-endpoint-hop';

/**
 * Answers a request of a client in the consumer's network.
 *
 * @param accounts all accounts, since a custom domain name is found wherever it lives.
 */
export async function answer(
  request: HttpRequest,
  accounts: readonly Account[],
  trace: Trace,
): Promise<HttpResponse> {
  const forwarded = throughLoadBalancer(request, accounts, trace);
  if ('response' in forwarded) return forwarded.response;
  const arrived = throughVpcEndpoint(forwarded, trace);
  if ('response' in arrived) return arrived.response;
  return throughApiGateway(forwarded.request, arrived.endpoint, accounts, trace);
}
