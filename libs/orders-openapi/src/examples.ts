/**
 * The examples of the document. A caller may copy them as they stand: placing the example order under the example
 * key makes the example ID, in every service of that name.
 */
import { createOrder } from '@cross-account/orders-domain';
import { orderIdFromKey } from '@cross-account/orders-domain';
import { positionOf } from '@cross-account/orders-domain';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { placedMessage, toOrderBody } from '@cross-account/orders-domain/http';
import { cursorsOf } from '@cross-account/orders-domain/http';
import { problem, type Problem, type ProblemCode } from '@cross-account/orders-domain/http';

const exampleTime = new Date('2026-11-22T12:00:00.000Z');
const exampleName = 'Ada Lovelace';

/** The Idempotency-Key of the example order. */
export const exampleKey = '9d8f6f0e-3f0c-4c5f-8f43-5f7ab1a0d1c2';
/** The day of the example order. */
export const exampleDate = '2026-11-22';
/** The request ID of the example problems. */
export const exampleRequestId = '0b6e12ab-5f0c-4a7e-9d0c-3f5f5b1f6a11';

/** What the examples of a service say, by the place where they stand. */
export interface ServiceExamples {
  readonly orderId: string;
  readonly location: string;
  readonly nextToken: string;
  readonly PlaceOrder: unknown;
  readonly PlacedOrder: unknown;
  readonly Order: unknown;
  readonly OrderList: unknown;
}

/** The examples of a service: the first item of its menu, ordered once. */
export function examplesOf(service: ServiceDefinition, basePath: string): ServiceExamples {
  const [item = ''] = service.items;
  const orderId = orderIdFromKey(service.name, exampleKey);
  const order = createOrder(orderId, { fullName: exampleName, item }, exampleTime);
  const body = toOrderBody(service, order);
  const nextToken = cursorsOf(`${service.name}/example`).encode(positionOf(order), undefined);
  return {
    orderId,
    location: `${basePath}/orders/${orderId}`,
    nextToken,
    PlaceOrder: { fullName: exampleName, [service.name]: item },
    PlacedOrder: { message: placedMessage, order: body },
    Order: body,
    OrderList: { orders: [body], nextToken },
  };
}

const details: Readonly<Record<ProblemCode, string>> = {
  'REQUEST.MALFORMED': 'The request cannot be read.',
  'REQUEST.MALFORMED_JSON': 'The body is not JSON in UTF-8.',
  'REQUEST.INVALID_BODY': 'fullName is missing',
  'REQUEST.INVALID_PARAMETER': 'limit must be a whole number from 1 to 100.',
  'REQUEST.INVALID_CURSOR': 'The nextToken is not one of this list. Start again without it.',
  'ACCESS.DENIED': 'You may not call this API.',
  'ROUTE.NOT_FOUND': 'There is nothing at this path.',
  'ORDER.NOT_FOUND': 'There is no order with this orderId.',
  'ROUTE.METHOD_NOT_ALLOWED': 'This path knows GET, POST.',
  'REQUEST.UNSUPPORTED_MEDIA_TYPE': 'The content type has to be application/json.',
  'ORDER.IDEMPOTENCY_KEY_REUSED':
    'This Idempotency-Key has placed a different order before. Use a new key for a new order.',
  'REQUEST.THROTTLED': 'Too many requests. Try again a little later.',
  'SERVICE.INTERNAL_ERROR': 'The service could not answer this request.',
  'SERVICE.INVALID_ANSWER':
    'Something went wrong on our side. Repeat an order only under the same Idempotency-Key.',
  'SERVICE.UNAVAILABLE': 'Orders are not available at the moment. Try again soon.',
  'SERVICE.TIMEOUT':
    'The service did not answer in time. Repeat an order only under the same Idempotency-Key.',
};

/** The example of a problem. */
export function exampleProblem(code: ProblemCode): Problem {
  return problem(code, details[code], exampleRequestId);
}
