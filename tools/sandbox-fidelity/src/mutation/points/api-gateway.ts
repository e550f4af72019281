/** Where API Gateway itself refuses: methods, validation, permissions, malformed responses. */
import { namesOf } from '../../case-groups';
import { functionPermission } from '../../cases/function-permission';
import { integration } from '../../cases/integration';
import { requestValidation } from '../../cases/request-validation';
import type { EnforcementPoint } from '../enforcement-point';

const NOT_JSON = 'refuses an order that is not JSON';

const invalidOrders = namesOf(requestValidation).filter(
  (name) => name.startsWith('refuses an order ') && name !== NOT_JSON,
);
const isMalformedResponse = (name: string) => name.endsWith('as a malformed response');

export const apiGatewayPoints: readonly EnforcementPoint[] = [
  {
    name: 'a path and method must be defined',
    file: 'front-doors/src/https/method-hop.ts',
    enforcedBy: 'matchingMethod',
    cases: [
      'refuses an unknown path',
      'refuses the base path itself',
      'refuses a path below an order',
      'refuses an undefined method without an ANY method',
      'uses the MOCK integration of ANY for another method',
      'falls back to the default gateway response',
      "uses API Gateway's default messages without gateway responses",
    ],
  },
  {
    name: 'ANY handles methods that are not defined',
    file: 'services/src/apigateway/route-table.ts',
    enforcedBy: 'RouteTable.match',
    cases: [
      'uses the MOCK integration of ANY for another method',
      'uses ANY if the specific method is missing',
    ],
  },
  {
    name: 'a MOCK integration needs a response for its status',
    file: 'services/src/apigateway/mock-integration.ts',
    enforcedBy: 'mockResponse',
    cases: ['fails if a MOCK integration has no response for its status'],
  },
  {
    name: 'gateway responses fall back to DEFAULT_4XX and DEFAULT_5XX',
    file: 'services/src/apigateway/gateway-response.ts',
    enforcedBy: 'definitionOf',
    cases: ['falls back to the default gateway response'],
  },
  {
    name: 'required parameters must be present',
    file: 'front-doors/src/https/request-validation-hop.ts',
    enforcedBy: 'invalidRequest',
    cases: [
      'refuses a request without a required query parameter',
      'refuses a request without a required header',
      'refuses a POST without a header that is required',
    ],
  },
  {
    name: 'a body must match its model',
    file: 'front-doors/src/https/request-validation-hop.ts',
    enforcedBy: 'invalidRequest',
    cases: [...invalidOrders, NOT_JSON],
  },
  {
    name: 'a model is JSON Schema',
    file: 'services/src/apigateway/request-model.ts',
    enforcedBy: 'RequestModel.violations',
    cases: invalidOrders,
  },
  {
    name: 'a body must be JSON',
    file: 'services/src/apigateway/request-model.ts',
    enforcedBy: 'RequestModel.violations',
    cases: [NOT_JSON],
  },
  {
    name: 'a body may have at most 10 MiB',
    file: 'front-doors/src/https/method-hop.ts',
    enforcedBy: 'bodySize',
    cases: ['refuses a body over 10 MiB'],
  },
  {
    name: "a method's ARN may have at most 1,600 bytes",
    file: 'front-doors/src/https/method-hop.ts',
    enforcedBy: 'readableUrl',
    cases: ['refuses a path that makes the ARN of the method longer than 1,600 bytes'],
  },
  {
    name: 'a pipe in the query is encoded',
    file: 'front-doors/src/https/method-hop.ts',
    enforcedBy: 'readableUrl',
    cases: ['refuses a query with a pipe that is not percent-encoded'],
  },
  {
    name: 'a required parameter is not blank',
    file: 'front-doors/src/https/request-validation-hop.ts',
    enforcedBy: 'isBlank',
    cases: ['refuses a required header that is blank'],
  },
  {
    name: 'a function is invoked only with a permission',
    file: 'front-doors/src/https/function-permission-hop.ts',
    enforcedBy: 'functionPermission',
    cases: namesOf(functionPermission),
  },
  {
    name: 'a permission applies to one qualifier',
    file: 'services/src/lambda/function-permissions.ts',
    enforcedBy: 'FunctionPermissions.policiesOf',
    cases: ['is not invoked through an alias with a permission for the unqualified function'],
  },
  {
    name: 'a malformed response is a 502',
    file: 'services/src/apigateway/lambda-proxy.ts',
    enforcedBy: 'proxyResponse',
    cases: namesOf(integration).filter(isMalformedResponse),
  },
  {
    name: 'a failed invocation is a 502',
    file: 'front-doors/src/https/integration-hop.ts',
    enforcedBy: 'invokeFunction',
    cases: namesOf(integration).filter((name) => name.startsWith('reveals nothing about ')),
  },
  {
    name: 'a function ends at its timeout',
    file: 'services/src/lambda/execution-environment.ts',
    enforcedBy: 'ExecutionEnvironment.invoke',
    cases: ['ends a function at its timeout'],
  },
  {
    name: 'an integration ends at its timeout',
    file: 'front-doors/src/https/integration-hop.ts',
    enforcedBy: 'invokeFunction',
    cases: ["does not wait longer than the integration's timeout"],
  },
  {
    name: 'a method references only models of its API',
    file: 'services/src/apigateway/method-checks.ts',
    enforcedBy: 'assertMethod',
    cases: ['refuses to deploy a method with a model that does not exist'],
  },
];
