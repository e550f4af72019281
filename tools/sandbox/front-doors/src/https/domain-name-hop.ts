/**
 * From the host name of a request to an API and its stage: by a custom domain name, or by one of API
 * Gateway's own names. Whatever leads nowhere is forbidden, without more words.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
 */
import { header, json, type HttpRequest, type HttpResponse } from '@sandbox/kernel/http';
import type { MappedApi } from '@sandbox/services/apigateway/api-gateway';
import { executeApiName, type ExecuteApiName } from '@sandbox/services/apigateway/execute-api-name';
import type { Stage } from '@sandbox/services/apigateway/rest-api';
import type { VpcEndpoint } from '@sandbox/services/ec2/ec2';
import type { AccountWith } from '@sandbox/services/services';
import { passed, passedUnjudged, refused, refusedByRule, type Step } from '../way';
import type { AtApiGateway } from './client-request';
import { withRequestId } from './gateway-answer';

/**
 * Bytes that API Gateway takes of all header values together.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const MAX_HEADER_BYTES = 10_240;

interface Found<Owner> {
  readonly owner: Owner;
  readonly mapped: MappedApi;
}

export function headerSize({
  request: { headers },
  identity,
}: Pick<AtApiGateway, 'request' | 'identity'>): Step<object, HttpResponse> {
  const bytes = headers.reduce((sum, [, value]) => sum + value.length, 0);
  if (bytes <= MAX_HEADER_BYTES) return passedUnjudged({});
  const tooLarge = json(431, { message: 'Request Header Fields Too Large' });
  const detail = `the header values are over ${MAX_HEADER_BYTES} bytes`;
  return refused(withRequestId(tooLarge, identity), detail);
}

export function domainName<Owner extends AccountWith<'apigateway'>>({
  request,
  endpoint,
  accounts,
  identity,
}: Pick<AtApiGateway, 'request' | 'endpoint' | 'identity'> & {
  readonly accounts: readonly Owner[];
}): Step<Found<Owner> & { readonly stage: Stage }, HttpResponse> {
  const own = executeApiName(request.host);
  const apiId = own && (own.apiId ?? header(request, 'x-apigw-api-id'));
  const found = own
    ? byApiId(apiId ?? '', request.path, accounts)
    : byDomainName(request, accounts);
  const stage = found?.mapped.api.stages.get(found.mapped.stage);
  const refusal = refusalOf(request, endpoint, own, found, stage);
  if (!found || !stage || refusal) {
    const { rule, constructPaths } = refusal ?? nowhere(request);
    const forbidden = withRequestId(json(403, { message: 'Forbidden' }), identity);
    return refusedByRule(forbidden, rule, constructPaths);
  }
  const { id, constructPath } = found.mapped.api.props;
  return passed({ ...found, stage }, `API ${id}, stage ${found.mapped.stage}`, {
    kind: 'rule',
    rule: `${request.host}${request.path} leads to stage ${found.mapped.stage}`,
    constructPaths: [stage.constructPath, constructPath],
  });
}

interface Refusal {
  readonly rule: string;
  readonly constructPaths: readonly string[];
}

function nowhere({ host, path }: HttpRequest): Refusal {
  return { rule: `no API is mapped to ${host}${path}`, constructPaths: [] };
}

function refusalOf(
  request: HttpRequest,
  endpoint: VpcEndpoint | undefined,
  own: ExecuteApiName | undefined,
  found: Found<unknown> | undefined,
  stage: Stage | undefined,
): Refusal | undefined {
  if (!found || !stage) return nowhere(request);
  const { constructPath, isPrivate } = found.mapped.api.props;
  if (own && !stage.hasDefaultEndpoint) {
    const rule = `${constructPath} disables its default endpoint, ${request.host}`;
    return { rule, constructPaths: [constructPath] };
  }
  if (!endpoint) {
    if (!isPrivate) return undefined;
    const rule = `${constructPath} is a private API: only an endpoint leads to it`;
    return { rule, constructPaths: [constructPath] };
  }
  if (own?.endpointId !== undefined && own.endpointId !== endpoint.id) {
    const rule = `${request.host} names another endpoint than ${endpoint.id}`;
    return { rule, constructPaths: [endpoint.constructPath] };
  }
  if (!isPrivate) {
    const rule = `${constructPath} is no private API: no endpoint leads to it`;
    return { rule, constructPaths: [constructPath] };
  }
  return undefined;
}

function byDomainName<Owner extends AccountWith<'apigateway'>>(
  request: HttpRequest,
  accounts: readonly Owner[],
): Found<Owner> | undefined {
  const owner = accounts.find(({ apigateway }) => apigateway.hasDomainName(request.host));
  const mapped = owner?.apigateway.mapped(request.host, request.path);
  return owner && mapped && { owner, mapped };
}

function byApiId<Owner extends AccountWith<'apigateway'>>(
  apiId: string,
  path: string,
  accounts: readonly Owner[],
): Found<Owner> | undefined {
  const owner = accounts.find(({ apigateway }) => apigateway.findRestApi(apiId));
  const mapped = owner?.apigateway.byId(apiId, path);
  return owner && mapped && { owner, mapped };
}
