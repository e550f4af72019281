/**
 * The OpenAPI document of a fictitious service, with everything that a caller can rely on. No change of a
 * real service's menu or version can break tests that use it.
 */
const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };

const order = {
  type: 'object',
  properties: {
    orderId: { type: 'string', pattern: '^[0-9a-f]{32}$' },
    orderDate: day,
    fullName: { type: 'string' },
    soup: { type: 'string' },
  },
  required: ['orderId', 'orderDate', 'fullName', 'soup'],
  additionalProperties: false,
};

const schemas = {
  PlaceOrder: {
    type: 'object',
    properties: {
      fullName: { type: 'string' },
      soup: { type: 'string', enum: ['leek', 'tomato', 'pea'] },
    },
    required: ['fullName', 'soup'],
    additionalProperties: false,
  },
  PlacedOrder: {
    type: 'object',
    properties: { message: { type: 'string', const: 'placed' }, order },
    required: ['message', 'order'],
    additionalProperties: false,
  },
  Order: order,
  OrderList: {
    type: 'object',
    properties: {
      orders: { type: 'array', maxItems: 100, items: order },
      nextToken: { type: 'string' },
    },
    required: ['orders'],
    additionalProperties: false,
  },
  Problem: {
    type: 'object',
    properties: { code: { type: 'string', enum: ['ORDER.NOT_FOUND', 'REQUEST.INVALID_BODY'] } },
    required: ['code'],
  },
};

const answer = (name: keyof typeof schemas, contentType = 'application/json') => ({
  description: name,
  content: { [contentType]: { schema: { $ref: `#/components/schemas/${name}` } } },
});
const problem = answer('Problem', 'application/problem+json');

const listOrders = {
  summary: 'List orders',
  parameters: [
    { name: 'orderDate', in: 'query', schema: day },
    {
      name: 'limit',
      in: 'query',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
    },
    { name: 'nextToken', in: 'query', schema: { type: 'string' } },
  ],
  responses: { 200: answer('OrderList'), 400: problem },
};

const placeOrder = {
  summary: 'Place an order',
  requestBody: {
    required: true,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/PlaceOrder' } } },
  },
  responses: {
    201: {
      ...answer('PlacedOrder'),
      headers: { Location: { required: true, schema: { type: 'string' } } },
    },
    400: problem,
  },
};

const getOrder = {
  summary: 'Get an order',
  parameters: [{ name: 'orderId', in: 'path', required: true, schema: { type: 'string' } }],
  responses: { 200: answer('Order'), 404: problem },
};

/** The text of the document. */
export const soupContract = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'soup orders', version: '1.0.0' },
  servers: [{ url: '/v1' }],
  paths: {
    '/orders': { get: listOrders, post: placeOrder },
    '/orders/{orderId}': { get: getOrder },
  },
  components: { schemas },
});
