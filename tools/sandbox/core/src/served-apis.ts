/** The deployed APIs, their URLs and methods. */
import type { Account } from '@sandbox/services/account';
import { endpointOf } from '@sandbox/front-doors/https/execute-api-name-hop';
import { localExecuteApiName } from '@sandbox/services/apigateway/execute-api-name';
import type { Method, RestApi, Stage } from '@sandbox/services/apigateway/rest-api';

/** One stage of a REST API. */
export interface ServedApi {
  readonly constructPath: string;
  readonly stage: string;
  /** The locations for clients, such as `food.orders.localhost` with the base path `/v1`. */
  readonly locations: readonly ApiLocation[];
  /** Why no client can reach it; undefined if there is a location. */
  readonly unreachable: string | undefined;
  readonly methods: readonly ServedMethod[];
}

/** A host name and a base path that lead to an API stage. */
export interface ApiLocation {
  readonly host: string;
  /** Empty, or with a leading slash. */
  readonly basePath: string;
}

export interface ServedMethod {
  readonly httpMethod: string;
  /** Such as `/orders/{orderId}`. */
  readonly path: string;
  /** An example JSON body that its model accepts; undefined without a model, or if none was found. */
  readonly body: string | undefined;
  /** Whether it has a model. */
  readonly needsBody: boolean;
}

/** Returns the stages of all APIs, sorted by construct path. */
export function servedApis(accounts: readonly Account[]): readonly ServedApi[] {
  return accounts
    .flatMap((account) =>
      account.apigateway.all.flatMap((api) =>
        [...api.stages.values()].map((stage) => servedApi(account, api, stage, accounts)),
      ),
    )
    .sort((one, other) => (one.constructPath < other.constructPath ? -1 : 1));
}

/** Returns the locations of all APIs, and each host name that does not lead to an API yet. */
export function apiLocations(accounts: readonly Account[]): readonly ApiLocation[] {
  const locations = servedApis(accounts).flatMap((api) => api.locations);
  const idle = accounts
    .flatMap(({ route53 }) => route53.hostNames)
    .filter((name) => !locations.some(({ host }) => host === name));
  return [...locations, ...idle.map((host) => ({ host, basePath: '' }))];
}

/** Returns the names of the listener's certificate. Its authority may only sign names under `.localhost`. */
export function certificateNames(accounts: readonly Account[]): readonly string[] {
  const hosts = apiLocations(accounts).map(({ host }) => host);
  return ['localhost', ...new Set(hosts.filter((host) => host.endsWith('.localhost')))];
}

function servedApi(
  account: Account,
  api: RestApi,
  stage: Stage,
  accounts: readonly Account[],
): ServedApi {
  const custom = account.apigateway.mappingsTo(api.props.id, stage.name);
  const known = custom.filter(({ domainName }) =>
    accounts.some(({ route53 }) => route53.resolve(domainName) !== undefined),
  );
  const own = known.length > 0 ? undefined : defaultHost(account, api, stage, accounts);
  const locations = [
    ...known.map(({ domainName, basePath }) => ({
      host: domainName,
      basePath: basePath === '' ? '' : `/${basePath}`,
    })),
    ...(own === undefined ? [] : [{ host: own, basePath: `/${stage.name}` }]),
  ];
  return {
    constructPath: api.props.constructPath,
    stage: stage.name,
    locations,
    unreachable: locations.length > 0 ? undefined : unreachableReason(stage, custom.length > 0),
    methods: stage.routes.list.map(servedMethod),
  };
}

/** Returns the host name of the API's default endpoint; undefined if clients can't reach it. */
function defaultHost(
  { region }: Account,
  { props: { id: apiId, isPrivate, vpcEndpointIds } }: RestApi,
  { hasDefaultEndpoint }: Stage,
  accounts: readonly Account[],
): string | undefined {
  if (!hasDefaultEndpoint) return undefined;
  if (!isPrivate) return localExecuteApiName(apiId, region);
  const endpointId = vpcEndpointIds.find((id) => endpointOf({ apiId, endpointId: id }, accounts));
  if (endpointId !== undefined) return localExecuteApiName(apiId, region, endpointId);
  const byPrivateDns = endpointOf({ apiId, endpointId: undefined }, accounts);
  return byPrivateDns && localExecuteApiName(apiId, region);
}

function unreachableReason({ hasDefaultEndpoint }: Stage, hasDomainName: boolean): string {
  const noRecord = 'no DNS record points to its custom domain name';
  if (hasDefaultEndpoint)
    return hasDomainName ? noRecord : 'no VPC endpoint is associated with the private API';
  const isOff = 'its default endpoint is disabled';
  return `${isOff}, and ${hasDomainName ? noRecord : 'it has no custom domain name'}`;
}

function servedMethod({ httpMethod, resourcePath, models }: Method): ServedMethod {
  const model = models.get('application/json');
  const example = model?.example();
  return {
    httpMethod,
    path: resourcePath,
    body: example === undefined ? undefined : JSON.stringify(example),
    needsBody: models.size > 0,
  };
}
