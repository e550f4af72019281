/** What a function answers, or does not: API Gateway never shows a client why. */
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
    `takes ${what} for a malformed answer`,
    [answering(value)],
    'malformed proxy response',
  );

export const integration: readonly FidelityCase[] = [
  malformed('a text', '"orders"'),
  malformed('nothing', 'undefined'),
  malformed('an answer without a status', '({ body: "[]" })'),
  malformed('a status that is none', '({ statusCode: 700 })'),
  malformed('a body that is no text', '({ statusCode: 200, body: { orders: [] } })'),
  malformed('a property that a proxy answer does not have', '({ statusCode: 200, orders: [] })'),
  malformed('a header of two lines', '({ statusCode: 200, headers: { a: "x\\ny" } })'),
  badGateway(
    'tells nothing of an error that the function throws',
    [
      food.code(
        LIST_FUNCTION,
        'export const handler = async () => { throw new Error("secret"); };',
      ),
    ],
    'the function failed',
  ),
  badGateway(
    'tells nothing of a module that does not load',
    [food.code(LIST_FUNCTION, 'throw new Error("secret");')],
    'the function failed',
  ),
  badGateway(
    'tells nothing of a handler that is not there',
    [food.set(LIST_FUNCTION, ['Handler'], 'handler.main')],
    'the function failed',
  ),
  badGateway(
    'tells nothing of a function that ends its process',
    [food.code(LIST_FUNCTION, 'export const handler = async () => process.exit(3);')],
    'the function failed',
  ),
  badGateway(
    'tells nothing of a function without a variable that it needs',
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
