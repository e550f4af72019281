/** The examples of the document: responses with the first item of the menu, and each problem. */
import { exampleOrderOf, problem, toOrderBody } from '@cross-account/orders-domain/http';
import type { AnyProblem, Body, Problem, ProblemCode } from '@cross-account/orders-domain/http';
import type { ServiceDefinition } from '@cross-account/orders-domain';

/** The request ID of the example problems. */
export const exampleRequestId = '0b6e12ab-5f0c-4a7e-9d0c-3f5f5b1f6a11';

/** Returns the example of a body, from the example order in a response. */
export function exampleBody(
  { example = (order) => order }: Body,
  service: ServiceDefinition,
): unknown {
  return example(exampleAnswer(service), service);
}

/** Returns the example order as in a response. */
export function exampleAnswer(service: ServiceDefinition): Readonly<Record<string, unknown>> {
  return toOrderBody(service, exampleOrderOf(service));
}

const details: Readonly<Record<ProblemCode, string>> = {
  'REQUEST.MALFORMED': 'The request cannot be read.',
  'REQUEST.MALFORMED_JSON': 'The body is not JSON in UTF-8.',
  'REQUEST.INVALID_BODY': 'fullName is missing',
  'REQUEST.INVALID_PARAMETER': 'limit must be a whole number from 1 to 100.',
  'REQUEST.INVALID_CURSOR': 'The nextToken does not belong to this list. Start again without it.',
  'ACCESS.DENIED': 'You may not call this API.',
  'ROUTE.NOT_FOUND': 'This path does not exist.',
  'ORDER.NOT_FOUND': 'There is no order with this orderId.',
  'ROUTE.METHOD_NOT_ALLOWED': 'This path supports GET, POST.',
  'REQUEST.UNSUPPORTED_MEDIA_TYPE': 'The content type must be application/json.',
  'ORDER.IDEMPOTENCY_KEY_REUSED':
    'This Idempotency-Key has placed a different order before. Use a new key for a new order.',
  'REQUEST.THROTTLED': 'Too many requests. Try again a little later.',
  'SERVICE.INTERNAL_ERROR': 'The service could not process this request.',
  'SERVICE.INVALID_ANSWER':
    'Something went wrong on our side. Repeat an order only with the same Idempotency-Key.',
  'SERVICE.UNAVAILABLE': 'Orders are temporarily unavailable. Try again soon.',
  'SERVICE.TIMEOUT':
    'The service did not answer in time. Repeat an order only with the same Idempotency-Key.',
};

/** Returns the example of a problem. */
export function exampleProblem(kind: AnyProblem): Problem {
  const detail = typeof kind === 'string' ? details[kind] : kind.detail;
  return problem(kind, detail, exampleRequestId);
}
