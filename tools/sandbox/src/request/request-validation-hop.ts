/**
 * Request validation, as the method's validator asks for it: required parameters, then the body by
 * the model of its content type, or the model for all others, `$default`. A content type without a
 * model is not validated.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
import type { GatewayError } from '../services/apigateway/gateway-response';
import type { Method } from '../services/apigateway/rest-api';
import type { RouteMatch } from '../services/apigateway/route-table';
import { contentType, header, type HttpRequest } from './http';

export function invalidRequest(
  request: HttpRequest,
  { method, pathParameters }: RouteMatch<Method>,
): GatewayError | undefined {
  const query = new URLSearchParams(request.query);
  const missing = method.requiredParameters
    .map((name) => name.replace('method.request.', ''))
    .filter((name) => {
      const [place, key = ''] = name.split('.');
      if (place === 'querystring') return !query.has(key);
      if (place === 'path') return !Object.hasOwn(pathParameters, key);
      return header(request, key.toLowerCase()) === undefined;
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
  const violations = model?.violations(request.body.toString());
  if (violations === undefined) return undefined;
  return {
    type: 'BAD_REQUEST_BODY',
    status: 400,
    message: 'Invalid request body',
    validationError: violations.forClient,
    reason: violations.forLog,
  };
}
