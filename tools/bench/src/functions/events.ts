/** Events from API Gateway, and the environment variables of a function in Lambda. */
import type { FunctionName } from './candidates';

/** Number of shards that the orders are spread over. */
export const SHARDS = 4;

/** Orders that a page of 50 requests from each shard: its share plus three standard deviations. */
const PAGE_OF_SHARD = 25;

const COMMON = {
  headers: { 'Content-Type': 'application/json', Host: 'food.orders.example' },
  multiValueHeaders: {
    'Content-Type': ['application/json'],
    Host: ['food.orders.example'],
  } as Readonly<Record<string, readonly string[]>>,
  body: null as string | null,
  isBase64Encoded: false,
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  stageVariables: null,
  requestContext: {
    accountId: '222222222222',
    apiId: 'abcdefghij',
    httpMethod: 'GET',
    requestId: '2f2bb4f3-4b6c-4a58-9d9f-2b9a5c0a7e11',
    stage: 'v1',
  },
};

/** Returns the event of a call. Each event of `place-order` has a unique idempotency key, or none. */
export function eventOf(name: FunctionName, key?: string): object {
  if (name === 'get-order') {
    const orderId = 'cafe0000cafe0000cafe0000cafe0000';
    const path = `/orders/${orderId}`;
    const resource = '/orders/{orderId}';
    return { ...COMMON, httpMethod: 'GET', resource, path, pathParameters: { orderId } };
  }
  const call = { ...COMMON, resource: '/orders', path: '/orders', pathParameters: null };
  if (name === 'list-orders') return { ...call, httpMethod: 'GET' };
  const headers = { ...COMMON.headers, ...(key === undefined ? {} : { 'Idempotency-Key': key }) };
  return {
    ...call,
    httpMethod: 'POST',
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([header, value]) => [header, [value]]),
    ),
    body: JSON.stringify({ fullName: 'Ada Lovelace', food: 'pizza' }),
  };
}

/** Returns the environment variables of a function in Lambda, with the stand-in's URL as DynamoDB's. */
export function functionEnvironment(name: string, standIn: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    // Keeps the SDK from reading the AWS configuration of the current user.
    HOME: '/nonexistent',
    TZ: ':UTC',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_REGION: 'eu-central-1',
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'ASIAEXAMPLEEXAMPLE00',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_SESSION_TOKEN: 'example',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '1',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_ENDPOINT_URL_DYNAMODB: standIn,
    TABLE_NAME: 'orders',
    INDEX_NAME: 'newest-first',
    SHARD_COUNT: String(SHARDS),
    PAGE_OF_SHARD: String(PAGE_OF_SHARD),
  };
}
