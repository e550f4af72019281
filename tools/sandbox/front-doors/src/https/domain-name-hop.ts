/**
 * Finds the API and its stage by the host name of a request: a custom domain name, or one of API Gateway's default
 * names. A private custom domain name is found only through an associated endpoint, which then does not lead to
 * public ones. Any other name is forbidden, without a reason.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
 */
import { header, json, type HttpRequest, type HttpResponse } from '@sandbox/kernel/http';
import type { MappedApi } from '@sandbox/services/apigateway/api-gateway';
import { executeApiName, type ExecuteApiName } from '@sandbox/services/apigateway/execute-api-name';
import {
  hostNameIn,
  type PrivateDomainName,
} from '@sandbox/services/apigateway/private-domain-names';
import type { Stage } from '@sandbox/services/apigateway/rest-api';
import type { VpcEndpoint } from '@sandbox/services/ec2/ec2';
import type { AccountWith } from '@sandbox/services/services';
import { passed, passedUntraced, refused, refusedByRule, type Step } from '../pipeline';
import type { AtApiGateway } from './client-request';
import { withRequestId } from './gateway-error-response';

/**
 * API Gateway's limit of all header values, in bytes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const MAX_HEADER_BYTES = 10_240;

interface Found<Owner> {
  readonly owner: Owner;
  readonly mapped: MappedApi;
  readonly privateName: PrivateDomainName | undefined;
}

export function headerSize({
  request: { headers },
  identity,
}: Pick<AtApiGateway, 'request' | 'identity'>): Step<object, HttpResponse> {
  const bytes = headers.reduce((sum, [, value]) => sum + value.length, 0);
  if (bytes <= MAX_HEADER_BYTES) return passedUntraced({});
  const tooLarge = json(431, { message: 'Request Header Fields Too Large' });
  const detail = `the header values are larger than ${MAX_HEADER_BYTES} bytes`;
  return refused(withRequestId(tooLarge, identity), detail);
}

export function domainName<Owner extends AccountWith<'apigateway'>>(
  context: Pick<AtApiGateway, 'request' | 'endpoint' | 'identity'> & {
    readonly accounts: readonly Owner[];
  },
): Step<Found<Owner> & { readonly stage: Stage }, HttpResponse> {
  const { request, endpoint, identity } = context;
  const own = executeApiName(request.host);
  const found = own ? byApiId(own, context) : byCustomName(context);
  const stage = found?.mapped.api.stages.get(found.mapped.stage);
  const refusal =
    found && stage ? refusalOf(request, endpoint, own, found, stage) : nowhere(context);
  if (!found || !stage || refusal) {
    const { rule, constructPaths } = refusal ?? nowhere(context);
    const forbidden = withRequestId(json(403, { message: 'Forbidden' }), identity);
    return refusedByRule(forbidden, rule, constructPaths);
  }
  const { id, constructPath } = found.mapped.api.props;
  return passed({ ...found, stage }, `API ${id}, stage ${found.mapped.stage}`, {
    kind: 'rule',
    rule: `${request.host}${request.path} selects the stage ${found.mapped.stage}`,
    constructPaths: [stage.constructPath, constructPath],
  });
}

/** The context of a lookup. */
interface LookUp<Owner> {
  readonly request: HttpRequest;
  readonly endpoint: VpcEndpoint | undefined;
  readonly accounts: readonly Owner[];
}

interface Refusal {
  readonly rule: string;
  readonly constructPaths: readonly string[];
}

function nowhere({
  request: { host, path },
  endpoint,
  accounts,
}: LookUp<AccountWith<'apigateway'>>): Refusal {
  const associated = associationsOf(endpoint, accounts);
  const isPrivate = accounts.some(({ apigateway }) => apigateway.privateDomainNames.hasName(host));
  if (endpoint && isPrivate && !associated.some((arn) => hostNameIn(arn) === host)) {
    const rule = `${endpoint.id} is not associated with the private domain name ${host}`;
    return { rule, constructPaths: [endpoint.constructPath] };
  }
  if (endpoint && associated.length > 0 && isPublicName(host, accounts)) {
    const rule = `${endpoint.id} is associated with private domain names, and ${host} is a public one`;
    return { rule, constructPaths: [endpoint.constructPath] };
  }
  return { rule: `no API is mapped to ${host}${path}`, constructPaths: [] };
}

function refusalOf(
  request: HttpRequest,
  endpoint: VpcEndpoint | undefined,
  own: ExecuteApiName | undefined,
  { mapped }: Found<unknown>,
  { hasDefaultEndpoint }: Stage,
): Refusal | undefined {
  const { constructPath, isPrivate } = mapped.api.props;
  if (own && !hasDefaultEndpoint) {
    const rule = `${constructPath} disables its default endpoint, ${request.host}`;
    return { rule, constructPaths: [constructPath] };
  }
  if (!endpoint) {
    if (!isPrivate) return undefined;
    const rule = `${constructPath} is a private API, which is reachable through an endpoint only`;
    return { rule, constructPaths: [constructPath] };
  }
  if (own?.endpointId !== undefined && own.endpointId !== endpoint.id) {
    const rule = `${request.host} contains the ID of another endpoint than ${endpoint.id}`;
    return { rule, constructPaths: [endpoint.constructPath] };
  }
  if (!isPrivate) {
    const rule = `${constructPath} is not a private API, so it is not reachable through an endpoint`;
    return { rule, constructPaths: [constructPath] };
  }
  return undefined;
}

/** An endpoint that is associated with private domain names leads to them, and to no public ones. */
function byCustomName<Owner extends AccountWith<'apigateway'>>({
  request: { host, path },
  endpoint,
  accounts,
}: LookUp<Owner>): Found<Owner> | undefined {
  const associated = associationsOf(endpoint, accounts);
  const arn = associated.find((one) => hostNameIn(one) === host);
  const isFound = ({ apigateway }: Owner) =>
    arn === undefined
      ? associated.length === 0 && apigateway.hasDomainName(host)
      : apigateway.privateDomainNames.find(arn) !== undefined;
  const owner = accounts.find(isFound);
  const mapped = owner?.apigateway.mapped(arn ?? host, path);
  if (!owner || !mapped) return undefined;
  const privateName = arn === undefined ? undefined : owner.apigateway.privateDomainNames.find(arn);
  return { owner, mapped, privateName };
}

/** Returns the ARNs of the private domain names that an endpoint is associated with. */
function associationsOf(
  endpoint: VpcEndpoint | undefined,
  accounts: readonly AccountWith<'apigateway'>[],
): readonly string[] {
  if (!endpoint) return [];
  return accounts.flatMap(({ apigateway }) =>
    apigateway.privateDomainNames
      .associationsOf(endpoint.id)
      .map(({ domainNameArn }) => domainNameArn),
  );
}

function isPublicName(host: string, accounts: readonly AccountWith<'apigateway'>[]): boolean {
  return accounts.some(({ apigateway }) => apigateway.hasDomainName(host));
}

function byApiId<Owner extends AccountWith<'apigateway'>>(
  name: ExecuteApiName,
  { request, accounts }: LookUp<Owner>,
): Found<Owner> | undefined {
  const apiId = name.apiId ?? header(request, 'x-apigw-api-id') ?? '';
  const owner = accounts.find(({ apigateway }) => apigateway.findRestApi(apiId));
  const mapped = owner?.apigateway.byId(apiId, request.path);
  return owner && mapped && { owner, mapped, privateName: undefined };
}
