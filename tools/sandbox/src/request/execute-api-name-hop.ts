/**
 * From a client to an execute-api endpoint by one of API Gateway's own names, past the load
 * balancer. A name without the endpoint's ID leads there with private DNS only; a name with it, only
 * for an API that is associated with the endpoint; the endpoint's own name, always.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
 */
import type { Account } from '../account';
import { executeApiName, type ExecuteApiName } from '../services/apigateway/execute-api-name';
import { connection, type NetworkEnd } from '../services/ec2/connection';
import type { VpcEndpoint } from '../services/ec2/ec2';
import type { HttpRequest } from './http';
import type { Ended } from './load-balancer-hop';
import type { Trace } from './trace';

const HTTPS_PORT = 443;

/** Undefined for other names. */
export function toExecuteApi(
  request: HttpRequest,
  accounts: readonly Account[],
  trace: Trace,
): { readonly endpoint: VpcEndpoint; readonly request: HttpRequest } | Ended | undefined {
  const name = executeApiName(request.name);
  if (!name) return undefined;
  const found = resolve(name, accounts);
  const [networkInterface] = found?.endpoint.networkInterfaces ?? [];
  if (!found || !networkInterface) {
    trace.refused('Route 53', `${request.name} leads to no endpoint of the network`);
    return { dropped: true };
  }
  const { account, endpoint } = found;
  trace.passed('Route 53', `${request.name} leads to ${endpoint.id}`);
  const address = account.ec2.clientAddress(endpoint.vpcId);
  const { vpcId } = endpoint;
  const client: NetworkEnd = { name: 'client', vpcId, address, securityGroupIds: undefined };
  const end = account.ec2.endOf(endpoint, networkInterface);
  const passage = connection(account.ec2.securityGroups, client, end, HTTPS_PORT);
  if (!passage.allowed) {
    trace.refused('security group', passage.detail, passage.decision);
    return { dropped: true };
  }
  trace.passed('security group', passage.detail, passage.decision);
  return { endpoint, request: { ...request, sourceIp: address } };
}

/** The client stands in the network of the first load balancer, where people use the services. */
function resolve(
  name: ExecuteApiName,
  accounts: readonly Account[],
): { readonly account: Account; readonly endpoint: VpcEndpoint } | undefined {
  for (const account of accounts) {
    const vpcId = account.elasticloadbalancing.loadBalancer()?.vpcId;
    if (vpcId === undefined) continue;
    const endpoint = account.ec2
      .endpointsIn(vpcId, 'execute-api')
      .find((candidate) => leadsTo(name, candidate, accounts));
    if (endpoint) return { account, endpoint };
  }
  return undefined;
}

function leadsTo(
  name: ExecuteApiName,
  endpoint: VpcEndpoint,
  accounts: readonly Account[],
): boolean {
  if (name.endpointId === undefined) return endpoint.privateDns;
  if (name.endpointId !== endpoint.id) return false;
  return (
    name.apiId === undefined ||
    accounts.some(({ apigateway }) =>
      apigateway.findRestApi(name.apiId ?? '')?.props.vpcEndpointIds.includes(endpoint.id),
    )
  );
}
