/** Finds the method of a request in an API stage, and enforces the stage's limits. */
import { MAX_BODY_BYTES } from '@sandbox/kernel/http';
import { requestTooLarge, type GatewayError } from '@sandbox/services/apigateway/gateway-response';
import { isReadableQuery } from '@sandbox/services/apigateway/query-string';
import { passed, passedUntraced, refused, refusedByRule, type Step } from '../pipeline';
import { missingSignature } from '@sandbox/services/apigateway/caller-authentication';
import type { AtMethod, AtRoute, AtStage } from './client-request';
import { methodArn, type Invoked } from './method-arn';

/**
 * The maximum bytes of a method ARN, which contains the path, for a resource policy.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const MAX_METHOD_ARN_BYTES = 1_600;

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
export function readableUrl(context: Invoked): Step<object, GatewayError> {
  if (Buffer.byteLength(methodArn(context)) > MAX_METHOD_ARN_BYTES) {
    const rule = `the method's ARN is longer than ${MAX_METHOD_ARN_BYTES} bytes`;
    const message = 'Request URI too long';
    return refusedByRule<GatewayError>({ type: 'URI_TOO_LONG', status: 414, message }, rule, []);
  }
  if (!isReadableQuery(context.request.query)) {
    const rule = 'a pipe or curly brace in the query must be percent-encoded';
    const message = 'Bad Request';
    return refusedByRule<GatewayError>({ type: 'DEFAULT_4XX', status: 400, message }, rule, []);
  }
  return passedUntraced({});
}

export function bodySize({ request }: Pick<AtStage, 'request'>): Step<object, GatewayError> {
  if (!request.isTooLarge) return passedUntraced({});
  return refused(requestTooLarge, `the body is larger than ${MAX_BODY_BYTES} bytes`);
}

export function matchingMethod({
  request,
  mapped,
  route,
}: Pick<AtRoute, 'request' | 'mapped' | 'route'>): Step<Pick<AtMethod, 'match'>, GatewayError> {
  if (route) {
    const { httpMethod, resourcePath } = route.method;
    return passed({ match: route }, `${httpMethod} ${resourcePath}`);
  }
  const rule = `the API has no ${request.method} ${mapped.path}`;
  return refusedByRule(missingSignature, rule, [mapped.api.props.constructPath]);
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html */
export function throttling({
  stage,
  match,
}: Pick<AtMethod, 'stage' | 'match'>): Step<object, GatewayError> {
  const { httpMethod, resourcePath, constructPath } = match.method;
  const exceeded = stage.throttles.take(httpMethod, resourcePath);
  if (!exceeded) return passedUntraced({});
  const { rate, burst } = exceeded.limits;
  const whose =
    exceeded.scope === 'account' ? 'the account' : `${httpMethod} ${resourcePath} of ${stage.name}`;
  const rule = `${whose} allows ${rate} requests per second and bursts of ${burst}`;
  const error: GatewayError = { type: 'THROTTLED', status: 429, message: 'Too Many Requests' };
  return refusedByRule(error, rule, [stage.constructPath, constructPath]);
}
