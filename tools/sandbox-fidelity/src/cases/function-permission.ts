/** The resource-based policy of a function's alias, which allows API Gateway to invoke it for a method. */
import { docs, food, FOOD, serverError } from '../edits';
import type { FidelityCase, TemplateEdit } from '../fidelity-case';
import { containing, including } from '../part';

const PERMISSION =
  'Microservice/Api/Api/Default/orders/GET/ApiPermission.foodservicesandboxMicroserviceApi6B5125D0.GET..orders';

/** The parts of the source ARN that CDK joins: `arn:…:`, API, `/`, stage, `/GET/orders`. */
const sourceArn = (...part: readonly number[]) => ['SourceArn', 'Fn::Join', 1, ...part];

/** @param closest a part of the permission's statement, as explained. */
const notPermitted = (
  name: string,
  edits: readonly TemplateEdit[],
  closest?: object,
): FidelityCase => ({
  name,
  edits,
  answer: serverError(500),
  cause: {
    hop: 'function permission',
    decision: {
      request: { principal: 'apigateway.amazonaws.com', action: 'lambda:InvokeFunction' },
      effect: 'implicitDeny',
      decidedBy: { kind: 'resource' },
      ...(closest && {
        policies: [{ where: `${FOOD}/${PERMISSION}`, effect: 'implicitDeny', statement: closest }],
      }),
    },
  },
  source: docs.lambdaPermission,
});

/** The condition of a permission for another source ARN. */
const sourceIs = (expected: string) => ({
  principalMatches: true,
  actionMatches: true,
  conditions: including({
    key: 'aws:SourceArn',
    expected: [containing(expected)],
    actual: containing(':5tt5j0nxel/v1/GET/orders'),
    holds: false,
  }),
});

export const functionPermission: readonly FidelityCase[] = [
  notPermitted('is not invoked without a permission', [food.remove(PERMISSION)]),
  notPermitted(
    'is not invoked with a permission for another service',
    [food.set(PERMISSION, ['Principal'], 'events.amazonaws.com')],
    { principalMatches: false, actionMatches: true },
  ),
  notPermitted('is not invoked with a permission for another action', [
    food.set(PERMISSION, ['Action'], 'lambda:GetFunction'),
  ]),
  notPermitted(
    'is not invoked with a permission for another API',
    [food.set(PERMISSION, sourceArn(1), 'abcdefghij')],
    sourceIs(':abcdefghij/v1/GET/orders'),
  ),
  notPermitted(
    'is not invoked with a permission for another stage',
    [food.set(PERMISSION, sourceArn(3), 'v2')],
    sourceIs('/v2/GET/orders'),
  ),
  notPermitted(
    'is not invoked with a permission for another method',
    [food.set(PERMISSION, sourceArn(4), '/POST/orders')],
    sourceIs('/v1/POST/orders'),
  ),
  notPermitted(
    'is not invoked with a permission for another path',
    [food.set(PERMISSION, sourceArn(4), '/GET/orders/*')],
    sourceIs('/v1/GET/orders/*'),
  ),
  notPermitted(
    'is not invoked with a permission for APIs of another account',
    [food.set(PERMISSION, sourceArn(0), 'arn:aws:execute-api:eu-central-1:333333333333:')],
    sourceIs(':333333333333:'),
  ),
  notPermitted('is not invoked through an alias with a permission for the unqualified function', [
    food.set(PERMISSION, ['FunctionName'], {
      'Fn::GetAtt': ['MicroservicelistordersLambdaFunction49DF0974', 'Arn'],
    }),
  ]),
];
