/**
 * A private REST API behind an execute-api endpoint with a policy, in two stages of an app: as in the samples
 * that lock an API to its VPC. Stacks are environment-agnostic.
 */
import { Stack, Stage, type StackProps } from 'aws-cdk-lib';
import {
  EndpointType,
  LambdaIntegration,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { InterfaceVpcEndpointAwsService, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { appIn } from './app-in';

interface NetworkProps extends StackProps {
  /** The HTTP method that the endpoint's policy allows. */
  readonly allowedMethod: string;
}

class NetworkStack extends Stack {
  readonly endpoint;

  constructor(scope: Construct, id: string, { allowedMethod, ...props }: NetworkProps) {
    super(scope, id, props);
    const vpc = new Vpc(this, 'Vpc', {
      maxAzs: 2,
      subnetConfiguration: [{ name: 'isolated', subnetType: SubnetType.PRIVATE_ISOLATED }],
    });
    this.endpoint = vpc.addInterfaceEndpoint('ExecuteApi', {
      service: InterfaceVpcEndpointAwsService.APIGATEWAY,
    });
    this.endpoint.addToPolicy(
      new PolicyStatement({
        principals: [new AnyPrincipal()],
        actions: ['execute-api:Invoke'],
        resources: [`arn:aws:execute-api:*:*:*/*/${allowedMethod}/*`],
      }),
    );
  }
}

class PetsStack extends Stack {
  constructor(scope: Construct, id: string, network: NetworkStack) {
    super(scope, id);
    const { endpoint } = network;
    const api = new RestApi(this, 'Pets', {
      endpointConfiguration: { types: [EndpointType.PRIVATE], vpcEndpoints: [endpoint] },
      deployOptions: { stageName: 'pets', loggingLevel: MethodLoggingLevel.OFF },
      policy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            principals: [new AnyPrincipal()],
            actions: ['execute-api:Invoke'],
            resources: ['execute-api:/*'],
          }),
          new PolicyStatement({
            effect: Effect.DENY,
            principals: [new AnyPrincipal()],
            actions: ['execute-api:Invoke'],
            resources: ['execute-api:/*'],
            conditions: { StringNotEquals: { 'aws:SourceVpce': endpoint.vpcEndpointId } },
          }),
        ],
      }),
    });
    const handler = new Function(this, 'List', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      environment: { STACK: this.stackName },
      code: Code.fromInline(
        `exports.handler = async ({ requestContext, httpMethod }) => ({
          statusCode: 200,
          body: JSON.stringify({ stack: process.env.STACK, httpMethod, via: requestContext.identity.vpceId }),
        });`,
      ),
    });
    const pets = api.root.addResource('pets').addResource('{kind}');
    for (const method of ['GET', 'DELETE']) pets.addMethod(method, new LambdaIntegration(handler));
  }
}

class PetsStage extends Stage {
  constructor(scope: Construct, id: string, allowedMethod: string) {
    super(scope, id);
    new PetsStack(this, 'Api', new NetworkStack(this, 'Network', { allowedMethod }));
  }
}

/** Returns an app whose endpoint policy allows all methods in Beta, and only GET in Prod. */
export function privateApiApp(outdir: string): string {
  const app = appIn(outdir);
  new PetsStage(app, 'Beta', '*');
  new PetsStage(app, 'Prod', 'GET');
  return app.synth().directory;
}
