/**
 * From a client to API Gateway by one of its own names, past the load balancer. A private API is
 * behind an execute-api endpoint: a name without the endpoint's ID leads there with private DNS only;
 * a name with it, only for an API that is associated with the endpoint; the endpoint's own name,
 * always. A public API is reached over the internet, unless private DNS leads its name to an endpoint.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
 */
import type { HttpRequest } from '@sandbox/kernel/http';
import type { Trace } from '@sandbox/kernel/trace';
import type { Account } from '@sandbox/services/account';
import { executeApiName, type ExecuteApiName } from '@sandbox/services/apigateway/execute-api-name';
import { connection, type NetworkEnd } from '@sandbox/services/ec2/connection';
import type { VpcEndpoint } from '@sandbox/services/ec2/ec2';
import type { Ended } from './load-balancer-hop';

const HTTPS_PORT = 443;

/** A request that API Gateway has taken in, through an endpoint or over the internet. */
export interface AtApiGateway {
  readonly endpoint: VpcEndpoint | undefined;
  readonly request: HttpRequest;
}

/** Returns undefined for other names. */
export function toExecuteApi(
  request: HttpRequest,
  accounts: readonly Account[],
  trace: Trace,
): AtApiGateway | Ended | undefined {
  const name = executeApiName(request.name);
  if (!name) return undefined;
  const found = endpointOf(name, accounts);
  if (!found && isPublic(name, accounts)) {
    trace.passed('Route 53', `${request.name} leads to API Gateway's public endpoint`);
    return { endpoint: undefined, request };
  }
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

export interface FoundEndpoint {
  readonly account: Account;
  readonly endpoint: VpcEndpoint;
}

/**
 * Returns the endpoint that a name leads to. The client stands in the network of the first load
 * balancer, where people use the services; without any, in the network of the endpoint.
 */
export function endpointOf(
  name: ExecuteApiName,
  accounts: readonly Account[],
): FoundEndpoint | undefined {
  const inFront = accounts.flatMap((account) => {
    const vpcId = account.elasticloadbalancing.loadBalancer()?.vpcId;
    return vpcId === undefined ? [] : [{ account, vpcId }];
  });
  const anywhere = accounts.flatMap((account) =>
    account.ec2.vpcIds.map((vpcId) => ({ account, vpcId })),
  );
  const reachable = (inFront.length > 0 ? inFront : anywhere).flatMap(({ account, vpcId }) =>
    endpointsOf(account, vpcId),
  );
  return reachable.find(({ endpoint }) => leadsTo(name, endpoint, accounts));
}

function endpointsOf(account: Account, vpcId: string): readonly FoundEndpoint[] {
  return account.ec2.endpointsIn(vpcId, 'execute-api').map((endpoint) => ({ account, endpoint }));
}

function isPublic({ apiId = '' }: ExecuteApiName, accounts: readonly Account[]): boolean {
  const api = accounts.flatMap(({ apigateway }) => apigateway.findRestApi(apiId) ?? [])[0];
  return api !== undefined && !api.props.isPrivate;
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
