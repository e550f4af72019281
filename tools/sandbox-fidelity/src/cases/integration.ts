/** Invalid and missing responses of a function, whose reason API Gateway never reveals to a client. */
import { docs, food, LIST_FUNCTION, LIST_METHOD, serverError } from '../edits';
import type { FidelityCase, TemplateEdit } from '../fidelity-case';

const answering = (value: string) =>
  food.code(LIST_FUNCTION, `export const handler = async () => ${value};`);

const badGateway = (
  name: string,
  edits: readonly TemplateEdit[],
  detail: string,
): FidelityCase => ({
  name,
  edits,
  answer: serverError(502),
  cause: { hop: 'integration', detail },
  source: docs.lambdaProxy,
});

const malformed = (what: string, value: string) =>
  badGateway(
    `treats ${what} as a malformed response`,
    [answering(value)],
    'malformed proxy response',
  );

export const integration: readonly FidelityCase[] = [
  malformed('a text', '"orders"'),
  malformed('nothing', 'undefined'),
  malformed('a response without a status', '({ body: "[]" })'),
  malformed('an invalid status', '({ statusCode: 700 })'),
  malformed('a body that is not text', '({ statusCode: 200, body: { orders: [] } })'),
  malformed('a property that proxy responses do not have', '({ statusCode: 200, orders: [] })'),
  malformed('a header of two lines', '({ statusCode: 200, headers: { a: "x\\ny" } })'),
  badGateway(
    'reveals nothing about an error that the function throws',
    [
      food.code(
        LIST_FUNCTION,
        'export const handler = async () => { throw new Error("secret"); };',
      ),
    ],
    'the function failed',
  ),
  badGateway(
    'reveals nothing about a module that does not load',
    [food.code(LIST_FUNCTION, 'throw new Error("secret");')],
    'the function failed',
  ),
  badGateway(
    'reveals nothing about a missing handler',
    [food.set(LIST_FUNCTION, ['Handler'], 'handler.main')],
    'the function failed',
  ),
  badGateway(
    'reveals nothing about a function that ends its process',
    [food.code(LIST_FUNCTION, 'export const handler = async () => process.exit(3);')],
    'the function failed',
  ),
  badGateway(
    'reveals nothing about a function without a variable that it needs',
    [food.remove(LIST_FUNCTION, ['Environment', 'Variables', 'INDEX_NAME'])],
    'the function failed',
  ),
  badGateway(
    'ends a function at its timeout',
    [
      food.code(
        LIST_FUNCTION,
        'export const handler = () => new Promise((r) => setTimeout(r, 5000));',
      ),
      food.set(LIST_FUNCTION, ['Timeout'], 1),
    ],
    'timed out after 1.00 seconds',
  ),
  {
    name: "does not wait longer than the integration's timeout",
    edits: [
      food.code(
        LIST_FUNCTION,
        'export const handler = () => new Promise((r) => setTimeout(r, 5000));',
      ),
      food.set(LIST_METHOD, ['Integration', 'TimeoutInMillis'], 100),
    ],
    answer: { status: 504, body: { status: 504, code: 'SERVICE.TIMEOUT' } },
    cause: { hop: 'integration', detail: '100 ms' },
    source: docs.quotas,
  },
];
