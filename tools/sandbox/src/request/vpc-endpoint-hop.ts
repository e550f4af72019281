/** From the load balancer's target address into API Gateway's network. */
import type { VpcEndpoint } from '../services/ec2/ec2';
import { json, type HttpResponse } from './http';
import type { Forwarded } from './load-balancer-hop';
import type { Trace } from './trace';

export function throughVpcEndpoint(
  { account, target }: Forwarded,
  trace: Trace,
): { readonly endpoint: VpcEndpoint } | { readonly response: HttpResponse } {
  const endpoint = account.ec2.endpointAt(target);
  if (!endpoint?.serviceName.endsWith('.execute-api')) {
    trace.refused('VPC endpoint', `nothing answers at ${target}`);
    return { response: json(504, { message: 'Gateway Time-out' }) };
  }
  trace.passed('VPC endpoint', `${endpoint.id} at ${target}`);
  return { endpoint };
}
