/**
 * Request validation by the method's validator: required parameters must be present and not blank, then the body is
 * validated with the model of its content type, or with `$default`. A content type without a model is not
 * validated; a missing body is validated as `{}`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
import type { GatewayError } from '@sandbox/services/apigateway/gateway-response';
import type { Method } from '@sandbox/services/apigateway/rest-api';
import type { RouteMatch } from '@sandbox/services/apigateway/route-table';
import { queryParameters } from '@sandbox/services/apigateway/query-string';
import { contentType, header, type HttpRequest } from '@sandbox/kernel/http';
import { passedUntraced, refusedByRule, type Step } from '../pipeline';
import type { AtMethod } from './client-request';

export function requestValidation({
  request,
  match,
}: Pick<AtMethod, 'request' | 'match'>): Step<object, GatewayError> {
  const error = invalidRequest(request, match);
  if (!error) return passedUntraced({});
  return refusedByRule(error, error.reason ?? error.message, [match.method.constructPath]);
}

export function invalidRequest(
  request: HttpRequest,
  { method, pathParameters }: RouteMatch<Method>,
): GatewayError | undefined {
  const query = new Map(queryParameters(request.query));
  const missing = method.requiredParameters
    .map((name) => name.replace('method.request.', ''))
    .filter((name) => {
      const [place, key = ''] = name.split('.');
      if (place === 'querystring') return isBlank(query.get(key));
      if (place === 'path') return isBlank(new Map(Object.entries(pathParameters)).get(key));
      return isBlank(header(request, key.toLowerCase()));
    })
    .map((name) => name.split('.')[1]);
  if (missing.length > 0) {
    return {
      type: 'BAD_REQUEST_PARAMETERS',
      status: 400,
      message: `Missing required request parameters: [${missing.join(', ')}]`,
    };
  }
  const model = method.models.get(contentType(request)) ?? method.models.get('$default');
  const body = request.body.length > 0 ? request.body.toString() : '{}';
  const violations = model?.violations(body);
  if (violations === undefined) return undefined;
  return {
    type: 'BAD_REQUEST_BODY',
    status: 400,
    message: 'Invalid request body',
    validationError: violations.forClient,
    reason: violations.forLog,
  };
}

function isBlank(value: string | undefined): boolean {
  return value === undefined || value.trim() === '';
}
