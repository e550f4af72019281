/** From a function's network to the AWS service that it calls. */
import type { Trace } from '@sandbox/kernel/trace';
import type { CallEndpoint } from '@sandbox/services/aws-api/api-call';
import type { Caller } from '@sandbox/services/aws-api/caller';
import { reachability } from '@sandbox/services/ec2/reachability';

/** How a call got to the service; `dropped` where its packets did not. */
export type Way = { readonly endpoint?: CallEndpoint | undefined } | 'dropped';

/**
 * The way of a call by the routes and security groups of the function's VPC. Callers elsewhere
 * reach every service.
 *
 * @param service as in the endpoints' service names, such as `dynamodb`.
 */
export function throughFunctionNetwork(caller: Caller, service: string, trace: Trace): Way {
  const { vpc } = caller;
  if (!vpc) return {};
  const { ec2 } = caller.account;
  const reached = reachability(ec2, service, vpc);
  const detail = `${reached.way}: ${reached.detail}`;
  if (!reached.allowed) {
    trace.refused('function network', detail, () => reached.decision());
    return 'dropped';
  }
  trace.passed('function network', detail, () => reached.decision());
  const [subnetId] = vpc.subnetIds;
  if (!reached.endpoint || subnetId === undefined) return {};
  const { id, vpcId, policy } = reached.endpoint;
  return { endpoint: { id, vpcId, policy, sourceIp: ec2.functionAddress(subnetId, vpc) } };
}
