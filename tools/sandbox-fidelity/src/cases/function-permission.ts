/** The policy of a function's alias: whether API Gateway may invoke it for this method. */
import { docs, food, serverError } from '../edits';
import type { FidelityCase, TemplateEdit } from '../fidelity-case';

const PERMISSION =
  'Microservice/Api/Api/Default/orders/GET/ApiPermission.foodservicesandboxMicroserviceApi6B5125D0.GET..orders';

/** The parts of the source ARN that CDK joins: `arn:…:`, API, `/`, stage, `/GET/orders`. */
const sourceArn = (...part: readonly number[]) => ['SourceArn', 'Fn::Join', 1, ...part];

const notPermitted = (name: string, edits: readonly TemplateEdit[]): FidelityCase => ({
  name,
  edits,
  answer: serverError(500),
  cause: { hop: 'function permission' },
  source: docs.lambdaPermission,
});

export const functionPermission: readonly FidelityCase[] = [
  notPermitted('is not invoked without a permission', [food.remove(PERMISSION)]),
  notPermitted('is not invoked by a permission for another service', [
    food.set(PERMISSION, ['Principal'], 'events.amazonaws.com'),
  ]),
  notPermitted('is not invoked by a permission for another action', [
    food.set(PERMISSION, ['Action'], 'lambda:GetFunction'),
  ]),
  notPermitted('is not invoked by a permission for another API', [
    food.set(PERMISSION, sourceArn(1), 'abcdefghij'),
  ]),
  notPermitted('is not invoked by a permission for another stage', [
    food.set(PERMISSION, sourceArn(3), 'v2'),
  ]),
  notPermitted('is not invoked by a permission for another method', [
    food.set(PERMISSION, sourceArn(4), '/POST/orders'),
  ]),
  notPermitted('is not invoked by a permission for another path', [
    food.set(PERMISSION, sourceArn(4), '/GET/orders/*'),
  ]),
  notPermitted('is not invoked by a permission for APIs of another account', [
    food.set(PERMISSION, sourceArn(0), 'arn:aws:execute-api:eu-central-1:333333333333:'),
  ]),
  notPermitted('is not invoked by a permission of the function where the alias is called', [
    food.set(PERMISSION, ['FunctionName'], {
      'Fn::GetAtt': ['MicroservicelistordersLambdaFunction49DF0974', 'Arn'],
    }),
  ]),
];
