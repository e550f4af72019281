/** Request validation: required parameters, and each rule of a body's model. */
import { docs, food, LIST_METHOD, PLACE_METHOD, PLACE_MODEL, placeOrder } from '../edits';
import type { FidelityCase } from '../fidelity-case';

const MEBIBYTE = 1024 * 1024;

const badRequest = (code: string) => ({
  status: 400,
  headers: { 'x-amzn-errortype': 'BadRequestException' },
  body: { code },
});

const order = (fields: object) =>
  JSON.stringify({ fullName: 'Ada Lovelace', food: 'pizza', ...fields });

/** An order with one mistake, and a part of API Gateway's message. */
const invalidOrder = (name: string, body: string, detail: string): FidelityCase => ({
  name: `refuses an order ${name}`,
  request: { method: 'POST', body },
  answer: badRequest('REQUEST.INVALID_BODY'),
  cause: { hop: 'request validation', detail },
  source: docs.requestValidation,
});

const missingParameter = (place: string, parameter: string, detail: string): FidelityCase => ({
  name: `refuses a request without a required ${place}`,
  edits: [food.set(LIST_METHOD, ['RequestParameters', `method.request.${parameter}`], true)],
  answer: badRequest('REQUEST.INVALID_PARAMETER'),
  cause: { hop: 'request validation', detail },
  source: docs.requestValidation,
});

export const requestValidation: readonly FidelityCase[] = [
  missingParameter('query parameter', 'querystring.limit', '[limit]'),
  missingParameter('header', 'header.X-Tenant', '[X-Tenant]'),
  invalidOrder('without a name', '{"food":"pizza"}', '(["fullName"])'),
  invalidOrder('without a dish', '{"fullName":"Ada"}', '(["food"])'),
  invalidOrder('without anything', '{}', '(["fullName","food"])'),
  invalidOrder('for a dish that is not on the menu', order({ food: 'tea' }), 'not found in enum'),
  invalidOrder('for a dish that is not text', order({ food: 7 }), 'instance type (integer)'),
  invalidOrder('with an empty name', order({ fullName: '' }), 'does not match input string'),
  invalidOrder('with a name of spaces', order({ fullName: '   ' }), 'does not match input string'),
  invalidOrder(
    'with a name of 201 characters',
    order({ fullName: 'x'.repeat(201) }),
    'does not match input string',
  ),
  invalidOrder('with an additional field', order({ tip: 1 }), 'not allowed by the schema: ["tip"]'),
  invalidOrder('that is a list', '[]', 'instance type (array)'),
  invalidOrder('that is null', 'null', 'instance type (null)'),
  invalidOrder('that is not JSON', '{"fullName":', 'Invalid JSON'),
  {
    name: 'refuses an order that a narrower model does not allow',
    edits: [food.set(PLACE_MODEL, ['Schema', 'properties', 'food', 'enum'], ['salat'])],
    request: placeOrder,
    answer: badRequest('REQUEST.INVALID_BODY'),
    cause: { hop: 'request validation', detail: '["salat"]' },
    source: docs.requestValidation,
  },
  {
    name: 'refuses a POST without a header that is required',
    edits: [
      food.set(PLACE_METHOD, ['RequestParameters', 'method.request.header.Idempotency-Key'], true),
    ],
    request: placeOrder,
    answer: badRequest('REQUEST.INVALID_PARAMETER'),
    cause: { hop: 'request validation', detail: '[Idempotency-Key]' },
    source: docs.requestValidation,
  },
  {
    name: 'refuses a body over 10 MiB',
    request: { method: 'POST', body: 'x'.repeat(10 * MEBIBYTE + 1) },
    answer: { status: 413, body: { message: 'Request Too Long' } },
    cause: { hop: 'request validation' },
    source: docs.importantNotes,
  },
  {
    name: 'refuses a path that makes the ARN of the method longer than 1,600 bytes',
    request: { path: `/v1/orders/${'a'.repeat(1_600)}` },
    answer: { status: 414, body: { message: 'Request URI too long' } },
    cause: { hop: 'request validation', detail: 'ARN is longer than 1600 bytes' },
    source: docs.importantNotes,
  },
  {
    name: 'refuses a query with a pipe that is not percent-encoded',
    request: { path: '/v1/orders?colour=a|b' },
    answer: badRequest('REQUEST.MALFORMED'),
    cause: { hop: 'request validation', detail: 'must be percent-encoded' },
    source: docs.importantNotes,
  },
  {
    name: 'refuses a required header that is blank',
    edits: [food.set(LIST_METHOD, ['RequestParameters', 'method.request.header.X-Tenant'], true)],
    request: { headers: { 'x-tenant': ' ' } },
    answer: badRequest('REQUEST.INVALID_PARAMETER'),
    cause: { hop: 'request validation', detail: '[X-Tenant]' },
    source: docs.requestValidation,
  },
];
