/**
 * From the host name of a request to an API and its stage: by a custom domain name, or by one of API
 * Gateway's own names. Whatever leads nowhere is forbidden, without more words.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html
 */
import { header, type HttpRequest } from '@sandbox/kernel/http';
import type { Trace } from '@sandbox/kernel/trace';
import type { Account } from '@sandbox/services/account';
import type { MappedApi } from '@sandbox/services/apigateway/api-gateway';
import { executeApiName, type ExecuteApiName } from '@sandbox/services/apigateway/execute-api-name';
import type { Stage } from '@sandbox/services/apigateway/rest-api';
import type { VpcEndpoint } from '@sandbox/services/ec2/ec2';
import type { Arrived } from './arrived';

interface Found {
  readonly account: Account;
  readonly mapped: MappedApi;
}

/** Undefined where the request is refused. */
export function toStage(
  request: HttpRequest,
  endpoint: VpcEndpoint | undefined,
  accounts: readonly Account[],
  trace: Trace,
): Arrived | undefined {
  const own = executeApiName(request.host);
  const apiId = own && (own.apiId ?? header(request, 'x-apigw-api-id'));
  const found = own
    ? byApiId(apiId ?? '', request.path, accounts)
    : byDomainName(request, accounts);
  const stage = found?.mapped.api.stages.get(found.mapped.stage);
  const refusal = refusalOf(request, endpoint, own, found, stage);
  if (!found || !stage || refusal) {
    const { rule, constructPaths } = refusal ?? nowhere(request);
    trace.refused('domain name', rule, { kind: 'rule', rule, constructPaths });
    return undefined;
  }
  const { id, constructPath } = found.mapped.api.props;
  trace.passed('domain name', `API ${id}, stage ${found.mapped.stage}`, {
    kind: 'rule',
    rule: `${request.host}${request.path} leads to stage ${found.mapped.stage}`,
    constructPaths: [stage.constructPath, constructPath],
  });
  return { request, ...found, endpoint, stage };
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
  found: Found | undefined,
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

function byDomainName(request: HttpRequest, accounts: readonly Account[]): Found | undefined {
  const account = accounts.find(({ apigateway }) => apigateway.hasDomainName(request.host));
  const mapped = account?.apigateway.mapped(request.host, request.path);
  return account && mapped && { account, mapped };
}

function byApiId(apiId: string, path: string, accounts: readonly Account[]): Found | undefined {
  const account = accounts.find(({ apigateway }) => apigateway.findRestApi(apiId));
  const mapped = account?.apigateway.byId(apiId, path);
  return account && mapped && { account, mapped };
}
