/** Throttling and limits of API Gateway and Lambda. */
import { docs, food, LIST_FUNCTION, serverError } from '../edits';
import type { FidelityCase } from '../fidelity-case';

const STAGE = 'Microservice/Api/Api/DeploymentStage.v1/Resource';
const settings = (name: string) => ['MethodSettings', 0, name];

const throttled = {
  status: 429,
  headers: { 'x-amzn-errortype': 'TooManyRequestsException' },
  body: { code: 'REQUEST.THROTTLED' },
};

export const limits: readonly FidelityCase[] = [
  {
    name: 'throttles a stage with a rate of zero',
    edits: [
      food.set(STAGE, settings('ThrottlingRateLimit'), 0),
      food.set(STAGE, settings('ThrottlingBurstLimit'), 0),
    ],
    answer: throttled,
    cause: { hop: 'throttling', detail: 'allows 0 requests per second' },
    source: docs.throttling,
  },
  {
    name: 'throttles a method with a rate of zero',
    edits: [
      food.set(STAGE, ['MethodSettings', 1], {
        HttpMethod: 'GET',
        ResourcePath: '/~1orders',
        ThrottlingRateLimit: 0,
        ThrottlingBurstLimit: 0,
      }),
    ],
    answer: throttled,
    cause: { hop: 'throttling', detail: 'GET /orders' },
    source: docs.throttling,
  },
  {
    name: 'throttles a function without available concurrency',
    edits: [food.set(LIST_FUNCTION, ['ReservedConcurrentExecutions'], 0)],
    // The template sets this status for integration failures; the default is 500.
    answer: { status: 504, body: { status: 504, code: 'SERVICE.TIMEOUT' } },
    cause: { hop: 'integration', detail: 'TooManyRequestsException' },
    source: docs.concurrency,
  },
  {
    name: 'refuses a function response larger than 6 MB',
    edits: [
      food.code(
        LIST_FUNCTION,
        'export const handler = async () => ({ statusCode: 200, body: "x".repeat(6_291_556) });',
      ),
    ],
    answer: serverError(502),
    cause: { hop: 'integration', detail: 'Function.ResponseSizeTooLarge' },
    source: docs.lambdaQuotas,
  },
];
