/** Which APIs there are, where clients reach them, and by what request. */
import type { Account } from '@sandbox/services/account';
import { endpointOf } from '@sandbox/front-doors/https/execute-api-name-hop';
import { localExecuteApiName } from '@sandbox/services/apigateway/execute-api-name';
import type { Method, RestApi, Stage } from '@sandbox/services/apigateway/rest-api';

/** One stage of a REST API. */
export interface ServedApi {
  readonly constructPath: string;
  readonly stage: string;
  /** Host names with a base path that lead there, such as `food.orders.localhost` and `/v1`. */
  readonly places: readonly Place[];
  /** Why no client reaches it; undefined where there is a place. */
  readonly unreachable: string | undefined;
  readonly methods: readonly ServedMethod[];
}

export interface Place {
  readonly host: string;
  /** Empty, or with a slash before it. */
  readonly basePath: string;
}

export interface ServedMethod {
  readonly httpMethod: string;
  /** Such as `/orders/{orderId}`. */
  readonly path: string;
  /** A JSON body that its model accepts; undefined where it asks for none, or none was found. */
  readonly body: string | undefined;
  /** Whether it asks for a body of which no example was found. */
  readonly needsBody: boolean;
}

/** Returns the stages of all APIs, by their construct paths. */
export function servedApis(accounts: readonly Account[]): readonly ServedApi[] {
  return accounts
    .flatMap((account) =>
      account.apigateway.all.flatMap((api) =>
        [...api.stages.values()].map((stage) => servedApi(account, api, stage, accounts)),
      ),
    )
    .sort((one, other) => (one.constructPath < other.constructPath ? -1 : 1));
}

/** Returns where clients reach the APIs, and each host name that leads to no API yet. */
export function servedPlaces(accounts: readonly Account[]): readonly Place[] {
  const places = servedApis(accounts).flatMap((api) => api.places);
  const idle = accounts
    .flatMap(({ route53 }) => route53.hostNames)
    .filter((name) => !places.some(({ host }) => host === name));
  return [...places, ...idle.map((host) => ({ host, basePath: '' }))];
}

/** Returns the names of the listener's certificate: its authority may sign none but those under `.localhost`. */
export function certifiedNames(accounts: readonly Account[]): readonly string[] {
  const hosts = servedPlaces(accounts).map(({ host }) => host);
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
  const own = known.length > 0 ? undefined : ownHost(account, api, stage, accounts);
  const places = [
    ...known.map(({ domainName, basePath }) => ({
      host: domainName,
      basePath: basePath === '' ? '' : `/${basePath}`,
    })),
    ...(own === undefined ? [] : [{ host: own, basePath: `/${stage.name}` }]),
  ];
  return {
    constructPath: api.props.constructPath,
    stage: stage.name,
    places,
    unreachable: places.length > 0 ? undefined : whyUnreachable(stage, custom.length > 0),
    methods: stage.routes.list.map(servedMethod),
  };
}

/** API Gateway's own host name for the API, where it leads there. */
function ownHost(
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

function whyUnreachable({ hasDefaultEndpoint }: Stage, hasDomainName: boolean): string {
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
