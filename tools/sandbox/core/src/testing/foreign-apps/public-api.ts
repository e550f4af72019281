/**
 * A public REST API without a custom domain: a request model, a MOCK for health checks, and a Lambda
 * function. As in the samples that teach API Gateway; it is environment-agnostic.
 */
import { Stack } from 'aws-cdk-lib';
import {
  JsonSchemaType,
  LambdaIntegration,
  MockIntegration,
  PassthroughBehavior,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { appIn } from './app-in';

export function publicApiApp(outdir: string): string {
  const app = appIn(outdir);
  const stack = new Stack(app, 'Signups');
  const api = new RestApi(stack, 'Api');
  addHealth(api);
  const handler = new Function(stack, 'SignUp', {
    runtime: Runtime.NODEJS_LATEST,
    handler: 'index.handler',
    code: Code.fromInline(
      `exports.handler = async ({ body, requestContext: { identity } }) => ({
        statusCode: 201,
        body: JSON.stringify({ ...JSON.parse(body), region: process.env.AWS_REGION, identity }),
      });`,
    ),
  });
  api.root.addResource('sign-ups').addMethod('POST', new LambdaIntegration(handler), {
    requestValidatorOptions: { validateRequestBody: true },
    requestModels: { 'application/json': signUpModel(api) },
  });
  return app.synth().directory;
}

function addHealth(api: RestApi): void {
  const integration = new MockIntegration({
    passthroughBehavior: PassthroughBehavior.NEVER,
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    integrationResponses: [
      { statusCode: '200', responseTemplates: { 'application/json': '{"status":"ok"}' } },
    ],
  });
  const methodResponses = [{ statusCode: '200' }];
  api.root.addResource('health').addMethod('GET', integration, { methodResponses });
}

function signUpModel(api: RestApi) {
  const text = { type: JsonSchemaType.STRING, minLength: 3 };
  return api.addModel('SignUp', {
    schema: {
      type: JsonSchemaType.OBJECT,
      required: ['address', 'tags'],
      properties: {
        address: { type: JsonSchemaType.OBJECT, required: ['city'], properties: { city: text } },
        tags: { type: JsonSchemaType.ARRAY, minItems: 1, items: text },
      },
    },
  });
}
