/** Methods, and the responses of API Gateway itself: gateway responses and MOCK integrations. */
import { docs, food, LIST_METHOD, API } from '../edits';
import type { FidelityCase } from '../fidelity-case';

const ANY = 'Microservice/Api/Api/Default/orders/ANY/Resource';
const gatewayResponse = (type: string) => API.replace('Resource', `${type}/Resource`);

const missingToken = { 'x-amzn-errortype': 'MissingAuthenticationTokenException' };
const notFound = { status: 404, headers: missingToken, body: { code: 'ROUTE.NOT_FOUND' } };

export const methods: readonly FidelityCase[] = [
  {
    name: 'refuses an unknown path',
    request: { path: '/v1/tables' },
    answer: notFound,
    cause: { hop: 'method', detail: 'GET /tables' },
    source: docs.gatewayResponses,
  },
  {
    name: 'refuses the base path itself',
    request: { path: '/v1' },
    answer: notFound,
    cause: { hop: 'method', detail: 'GET /' },
    source: docs.gatewayResponses,
  },
  {
    name: 'refuses a path below an order',
    request: { path: '/v1/orders/1/items' },
    answer: notFound,
    cause: { hop: 'method', detail: 'GET /orders/1/items' },
    source: docs.gatewayResponses,
  },
  {
    name: 'refuses an undefined method without an ANY method',
    edits: [food.remove(ANY)],
    request: { method: 'PUT' },
    control: 405,
    answer: notFound,
    cause: { hop: 'method', detail: 'PUT /orders' },
    source: docs.gatewayResponses,
  },
  {
    name: 'uses the MOCK integration of ANY for another method',
    request: { method: 'DELETE' },
    answer: {
      status: 405,
      headers: { allow: 'GET, POST' },
      body: { code: 'ROUTE.METHOD_NOT_ALLOWED' },
    },
    cause: { hop: 'integration', outcome: 'passed', detail: 'MOCK' },
    source: docs.mock,
  },
  {
    name: 'uses ANY if the specific method is missing',
    edits: [food.remove(LIST_METHOD)],
    answer: { status: 405 },
    cause: { hop: 'integration', outcome: 'passed', detail: 'MOCK' },
    source: docs.mock,
  },
  {
    name: 'fails if a MOCK integration has no response for its status',
    edits: [
      food.set(ANY, ['Integration', 'RequestTemplates', 'application/json'], '{"statusCode":418}'),
    ],
    request: { method: 'PUT' },
    control: 405,
    answer: { status: 500 },
    cause: { hop: 'integration' },
    source: docs.mock,
  },
  {
    name: 'falls back to the default gateway response',
    edits: [food.remove(gatewayResponse('MISSING_AUTHENTICATION_TOKEN'))],
    request: { path: '/v1/tables' },
    control: 404,
    answer: { status: 400, headers: missingToken, body: { code: 'REQUEST.MALFORMED' } },
    cause: { hop: 'method', detail: 'GET /tables' },
    source: docs.gatewayResponses,
  },
  {
    name: "uses API Gateway's default messages without gateway responses",
    edits: [
      food.remove(gatewayResponse('MISSING_AUTHENTICATION_TOKEN')),
      food.remove(gatewayResponse('DEFAULT_4XX')),
    ],
    request: { path: '/v1/tables' },
    control: 404,
    answer: {
      status: 403,
      headers: { ...missingToken, 'content-type': 'application/json' },
      body: { message: 'Missing Authentication Token' },
    },
    cause: { hop: 'method', detail: 'GET /tables' },
    source: docs.gatewayResponses,
  },
];
