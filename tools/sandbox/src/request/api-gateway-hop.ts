/**
 * Through API Gateway: custom domain name, resource policy, method, request validation, and the
 * integration that answers.
 */
import type { Account } from '../account';
import { renderGatewayResponse, type GatewayError } from '../services/apigateway/gateway-response';
import type { VpcEndpoint } from '../services/ec2/ec2';
import type { AccessRequest } from '../services/iam/access-request';
import type { Arrived } from './arrived';
import { policyDecision } from './decision';
import { json, type HttpRequest, type HttpResponse } from './http';
import { integrate, type Integrated } from './integration-hop';
import { invalidRequest } from './request-validation-hop';
import type { Trace } from './trace';

/** Bytes that API Gateway takes of a body. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

export async function throughApiGateway(
  request: HttpRequest,
  endpoint: VpcEndpoint,
  accounts: readonly Account[],
  trace: Trace,
): Promise<HttpResponse> {
  const account = accounts.find(({ apigateway }) => apigateway.hasDomainName(request.host));
  const mapped = account?.apigateway.mapped(request.host, request.path);
  const deployment = mapped?.api.stages.get(mapped.stage);
  if (!account || !mapped || !deployment) {
    trace.refused('domain name', `no API is mapped to ${request.host}${request.path}`);
    return withRequestId(json(403, { message: 'Forbidden' }), trace);
  }
  trace.passed('domain name', `API ${mapped.api.props.id}, stage ${mapped.stage}`);
  const arrived: Arrived = { request, account, endpoint, mapped, deployment };
  const answered = await serve(arrived, trace);
  const response =
    'response' in answered
      ? answered.response
      : renderGatewayResponse(deployment.gatewayResponses, answered.error, {
          requestId: trace.requestId,
          httpMethod: request.method,
          path: request.path,
          stage: mapped.stage,
        });
  return withRequestId(response, trace);
}

async function serve(arrived: Arrived, trace: Trace): Promise<Integrated> {
  const { request, mapped, deployment } = arrived;
  const denied = deniedByPolicy(arrived, trace);
  if (denied) return { error: denied };
  if (request.body.length > MAX_BODY_BYTES) {
    trace.refused('request validation', `the body is over ${MAX_BODY_BYTES} bytes`);
    const message = 'Request Entity Too Large';
    return { error: { type: 'REQUEST_TOO_LARGE', status: 413, message } };
  }
  const match = deployment.routes.match(mapped.path, request.method);
  if (!match) {
    trace.refused('method', `the API has no ${request.method} ${mapped.path}`);
    const message = 'Missing Authentication Token';
    return { error: { type: 'MISSING_AUTHENTICATION_TOKEN', status: 403, message } };
  }
  trace.passed('method', `${match.method.httpMethod} ${match.method.resourcePath}`);
  const invalid = invalidRequest(request, match);
  if (invalid) {
    trace.refused('request validation', invalid.validationError ?? invalid.message);
    return { error: invalid };
  }
  return integrate(arrived, match, trace);
}

/** A private API is reached only where its policy allows it; without a policy, by nobody. */
function deniedByPolicy(arrived: Arrived, trace: Trace): GatewayError | undefined {
  const { request, account, endpoint, mapped, deployment } = arrived;
  const { id, isPrivate } = mapped.api.props;
  if (!deployment.policy && !isPrivate) return undefined;
  const path = mapped.path.replace(/^\//, '');
  const resource = `arn:aws:execute-api:${account.region}:${account.id}:${id}/${mapped.stage}/${request.method}/${path}`;
  const access: AccessRequest = {
    principal: { kind: 'anonymous' },
    action: 'execute-api:Invoke',
    resource,
    context: new Map([
      ['aws:sourcevpce', endpoint.id],
      ['aws:sourcevpc', endpoint.vpcId],
      ['aws:vpcsourceip', request.sourceIp],
      ['aws:securetransport', 'true'],
    ]),
  };
  const decision = deployment.policy?.evaluate(access);
  const why = policyDecision(access, { resource: deployment.policy, resourceAccount: account.id });
  const statement = decision?.statement ?? 'no statement';
  const reason = `${statement} of ${deployment.policy?.where ?? 'no policy'}, from ${endpoint.id}`;
  if (decision?.effect === 'allow') {
    trace.passed('resource policy', reason, why);
    return undefined;
  }
  trace.refused('resource policy', reason, why);
  const masked = resource.replace(account.id, `********${account.id.slice(-4)}`);
  const explicit = decision?.effect === 'explicitDeny' ? ' with an explicit deny' : '';
  return {
    type: 'ACCESS_DENIED',
    status: 403,
    message: `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${masked}${explicit}`,
  };
}

function withRequestId(response: HttpResponse, trace: Trace): HttpResponse {
  return {
    ...response,
    headers: {
      ...response.headers,
      'x-amzn-requestid': trace.requestId,
      'x-amzn-trace-id': trace.traceId,
    },
  };
}
