/**
 * Leads from a client to API Gateway by one of its default names, or an alias of one, without the load balancer. A
 * private API is behind an execute-api endpoint: a name without the endpoint's ID leads there with private
 * DNS only; a name with it, only for an API that is associated with the endpoint; the endpoint's own name,
 * always. A public API is reached over the internet, unless private DNS leads its name to an endpoint.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
 */
import type { HttpRequest } from '@sandbox/kernel/http';
import { executeApiName, type ExecuteApiName } from '@sandbox/services/apigateway/execute-api-name';
import { connection, type NetworkEnd } from '@sandbox/services/ec2/connection';
import type { VpcEndpoint } from '@sandbox/services/ec2/ec2';
import type { SecurityGroups } from '@sandbox/services/ec2/security-groups';
import type { AccountWith } from '@sandbox/services/services';
import { passed, passedUntraced, unanswered, type Step } from '../pipeline';
import type { FunctionClient } from './client-request';
import { askingNetwork, clientIn, HTTPS_PORT } from './load-balancer-hop';

interface Named {
  readonly request: Pick<HttpRequest, 'name'>;
  /** Undefined for a client in the load balancer's VPC. */
  readonly functionClient: FunctionClient | undefined;
  readonly accounts: readonly AccountWith<
    'apigateway' | 'ec2' | 'elasticloadbalancing' | 'route53'
  >[];
}

/** The endpoint that the name leads to; undefined for a public API, over the internet. */
interface Resolved {
  readonly endpoint: VpcEndpoint | undefined;
  readonly connecting: Connecting | undefined;
}

/** Evaluates the client's connection to the endpoint. */
interface Connecting {
  readonly client: NetworkEnd;
  readonly end: NetworkEnd;
  readonly securityGroups: SecurityGroups;
}

/** Returns whether the name is one of API Gateway's default names, or an alias of one. */
export function bypassesLoadBalancer(named: Named): boolean {
  return nameOf(named) !== undefined;
}

function nameOf({ request, accounts, functionClient }: Named): ExecuteApiName | undefined {
  const name = executeApiName(request.name);
  if (name) return name;
  const vpcId = askingNetwork(functionClient);
  for (const { route53 } of accounts) {
    const found = executeApiName(route53.resolve(request.name, vpcId) ?? '');
    if (found) return found;
  }
  return undefined;
}

export function executeApiRecord(named: Named): Step<Resolved, never> {
  const { request, accounts, functionClient } = named;
  const name = nameOf(named);
  const isOnInternet = functionClient !== undefined && !functionClient.end;
  const vpcId = functionClient?.end?.vpcId;
  const found = name && !isOnInternet ? endpointOf(name, accounts, vpcId) : undefined;
  if (name && !found && isPublic(name, accounts)) {
    const detail = `${request.name} resolves to API Gateway's public endpoint`;
    return passed({ endpoint: undefined, connecting: undefined }, detail);
  }
  const [networkInterface] = found?.endpoint.networkInterfaces ?? [];
  if (!found || !networkInterface) {
    return unanswered(`${request.name} resolves to no endpoint of the VPC`);
  }
  const { account, endpoint } = found;
  const { ec2 } = account;
  const connecting = {
    client: functionClient?.end ?? clientIn(endpoint.vpcId, account),
    end: ec2.endOf(endpoint, networkInterface),
    securityGroups: ec2.securityGroups,
  };
  return passed({ endpoint, connecting }, `${request.name} resolves to ${endpoint.id}`);
}

export function clientToEndpoint({
  request,
  functionClient,
  connecting,
}: Pick<Named, 'functionClient'> &
  Pick<Resolved, 'connecting'> & { readonly request: HttpRequest }): Step<
  { readonly request: HttpRequest },
  never
> {
  if (!connecting) return overInternet(request, functionClient);
  const { client, end, securityGroups } = connecting;
  const { allowed, detail, decision } = connection(securityGroups, client, end, HTTPS_PORT);
  if (!allowed) return unanswered(detail, decision);
  return passed({ request: { ...request, sourceIp: client.address } }, detail, decision);
}

function overInternet(
  request: HttpRequest,
  functionClient: FunctionClient | undefined,
): Step<{ readonly request: HttpRequest }, never> {
  const reached = functionClient?.reachApiGateway();
  if (!reached) return passedUntraced({ request });
  const detail = `${reached.via}: ${reached.detail}`;
  const decision = () => reached.decision();
  return reached.allowed ? passed({ request }, detail, decision) : unanswered(detail, decision);
}

export interface FoundEndpoint {
  readonly account: AccountWith<'ec2'>;
  readonly endpoint: VpcEndpoint;
}

/**
 * Returns the endpoint that a name leads to.
 *
 * @param vpcId the client's VPC. @default that of the first load balancer, or else that of the endpoint
 */
export function endpointOf(
  name: ExecuteApiName,
  accounts: Named['accounts'],
  vpcId?: string,
): FoundEndpoint | undefined {
  return networksOf(accounts, vpcId)
    .flatMap(endpointsIn)
    .find(({ endpoint }) => leadsTo(name, endpoint, accounts));
}

interface Network {
  readonly account: AccountWith<'ec2'>;
  readonly vpcId: string;
}

/** Returns the VPCs that a client may be in. */
function networksOf(accounts: Named['accounts'], vpcId?: string): readonly Network[] {
  if (vpcId !== undefined) return accounts.map((account) => ({ account, vpcId }));
  const inFront = accounts.flatMap((account) => {
    const loadBalancer = account.elasticloadbalancing.loadBalancer();
    return loadBalancer ? [{ account, vpcId: loadBalancer.vpcId }] : [];
  });
  if (inFront.length > 0) return inFront;
  return accounts.flatMap((account) => account.ec2.vpcIds.map((id) => ({ account, vpcId: id })));
}

function endpointsIn({ account, vpcId }: Network): readonly FoundEndpoint[] {
  return account.ec2.endpointsIn(vpcId, 'execute-api').map((endpoint) => ({ account, endpoint }));
}

function isPublic(
  { apiId = '' }: ExecuteApiName,
  accounts: readonly AccountWith<'apigateway'>[],
): boolean {
  const api = accounts.flatMap(({ apigateway }) => apigateway.findRestApi(apiId) ?? [])[0];
  return api !== undefined && !api.props.isPrivate;
}

function leadsTo(
  name: ExecuteApiName,
  endpoint: VpcEndpoint,
  accounts: readonly AccountWith<'apigateway'>[],
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
