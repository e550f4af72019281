/** Where API Gateway refuses by itself: methods, validation, permissions, malformed answers. */
import { namesOf } from '../../case-groups';
import { functionPermission } from '../../cases/function-permission';
import { integration } from '../../cases/integration';
import { requestValidation } from '../../cases/request-validation';
import type { EnforcementPoint } from '../enforcement-point';

const HOP = 'front-doors/src/https/method-hop.ts';
const VALIDATION = 'front-doors/src/https/request-validation-hop.ts';
const INTEGRATION = 'front-doors/src/https/integration-hop.ts';
const PROXY = 'services/src/apigateway/lambda-proxy.ts';
const MODEL = 'services/src/apigateway/request-model.ts';

const NO_JSON = 'refuses an order that is no JSON';

const invalidOrders = namesOf(requestValidation).filter(
  (name) => name.startsWith('refuses an order ') && name !== NO_JSON,
);
const malformedAnswers = (name: string) => name.endsWith('for a malformed answer');

export const apiGatewayPoints: readonly EnforcementPoint[] = [
  {
    name: 'a path and method have to be defined',
    file: HOP,
    snippet: 'const match = stage.routes.match(mapped.path, request.method);',
    replacement: "const match = stage.routes.match('/orders', 'GET');",
    cases: [
      'has nothing at an unknown path',
      'has nothing at the base path itself',
      'has nothing below an order',
      'has no method that is not defined, where no ANY stands in',
      'answers by the MOCK integration of ANY to another method',
      'falls back to the default gateway response',
      "answers in API Gateway's own words without gateway responses",
    ],
  },
  {
    name: 'ANY is for what has no method of its own',
    file: 'services/src/apigateway/route-table.ts',
    snippet: "?? found?.node.methods.get('ANY')",
    replacement: '',
    cases: [
      'answers by the MOCK integration of ANY to another method',
      'answers by ANY where the method of its own is gone',
    ],
  },
  {
    name: 'a MOCK integration needs an answer for its status',
    file: 'services/src/apigateway/mock-integration.ts',
    snippet: '(candidate) => candidate.statusCode === statusCode',
    replacement: '() => true',
    cases: ['fails where a MOCK integration has no answer for its status'],
  },
  {
    name: 'gateway responses fall back to the default of their kind',
    file: 'services/src/apigateway/gateway-response.ts',
    snippet: '?? definitions.get(fallback)',
    replacement: '',
    cases: ['falls back to the default gateway response'],
  },
  {
    name: 'required parameters have to be there',
    file: VALIDATION,
    snippet: 'if (missing.length > 0) {',
    replacement: 'if (false) {',
    cases: [
      'refuses a request without a required query parameter',
      'refuses a request without a required header',
      'refuses a POST without a header that is required',
    ],
  },
  {
    name: 'a body has to fit its model',
    file: VALIDATION,
    snippet: 'if (violations === undefined) return undefined;',
    replacement: 'if (violations !== 1) return undefined;',
    cases: [...invalidOrders, NO_JSON],
  },
  {
    name: 'a model is JSON Schema',
    file: MODEL,
    snippet: 'if (validate(value)) return undefined;',
    replacement: 'if (value !== 1) return undefined;',
    cases: invalidOrders,
  },
  {
    name: 'a body has to be JSON',
    file: MODEL,
    snippet: "return { forClient: '[Invalid JSON]', forLog: '[Invalid JSON]' };",
    replacement: 'return undefined;',
    cases: [NO_JSON],
  },
  {
    name: 'a body may have 10 MiB',
    file: HOP,
    snippet: 'if (!request.isTooLarge) return',
    replacement: 'if (request) return',
    cases: ['refuses a body over 10 MiB'],
  },
  {
    name: "a method's ARN may have 1,600 bytes",
    file: HOP,
    snippet: 'if (Buffer.byteLength(methodArn(context)) > MAX_METHOD_ARN_BYTES) {',
    replacement: 'if (false) {',
    cases: ['refuses a path that makes the ARN of the method longer than 1,600 bytes'],
  },
  {
    name: 'a pipe in the query is encoded',
    file: HOP,
    snippet: 'if (!isReadableQuery(context.request.query)) {',
    replacement: 'if (false) {',
    cases: ['refuses a query with a pipe that is not percent-encoded'],
  },
  {
    name: 'a required parameter is not blank',
    file: 'front-doors/src/https/request-validation-hop.ts',
    snippet: "return value === undefined || value.trim() === '';",
    replacement: 'return value === undefined;',
    cases: ['refuses a required header that is blank'],
  },
  {
    name: 'a function is invoked only by a permission',
    file: 'front-doors/src/https/function-permission-hop.ts',
    snippet: "if (effect === 'allow') return",
    replacement: 'if (effect) return',
    cases: namesOf(functionPermission),
  },
  {
    name: 'a permission is for one qualifier',
    file: 'services/src/lambda/function-permissions.ts',
    snippet: 'return [...(this.policies.get(resource)?.values() ?? [])];',
    replacement: `const all = [...this.policies].filter(([name]) => resource.startsWith(name));
    return all.flatMap(([name, policies]) => [...policies.values()].map((policy) => {
      const { evaluate } = policy;
      policy.evaluate = (request) => evaluate.call(policy, { ...request, resource: name });
      return policy;
    }));`,
    cases: ['is not invoked by a permission of the function where the alias is called'],
  },
  {
    name: 'a malformed answer is a 502',
    file: PROXY,
    snippet: 'if (!result.success) return undefined;',
    replacement: "if (!result.success) return { status: 200, headers: {}, body: '' };",
    cases: namesOf(integration).filter(malformedAnswers),
  },
  {
    name: 'a failed invocation is a 502',
    file: INTEGRATION,
    snippet:
      "const response = result.kind === 'response' ? proxyResponse(result.payload) : undefined;",
    replacement:
      'const response = proxyResponse(result.payload) ?? { status: 200, headers: {}, body: result.payload };',
    cases: namesOf(integration).filter((name) => name.startsWith('tells nothing of ')),
  },
  {
    name: 'a function ends at its timeout',
    file: 'services/src/lambda/execution-environment.ts',
    snippet: 'const limit = invocation.deadline - Date.now();',
    replacement: 'const limit = invocation.deadline - Date.now() + 60_000;',
    cases: ['ends a function at its timeout'],
  },
  {
    name: 'an integration ends at its timeout',
    file: INTEGRATION,
    snippet: 'const result = await withinTime(invoked, timeout);',
    replacement: 'const result = await withinTime(invoked, 29_000);',
    cases: ["does not wait longer than the integration's timeout"],
  },
];
