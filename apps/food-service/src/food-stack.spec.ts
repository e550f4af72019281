import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { MicroserviceStack } from '@cross-account/microservice-construct';
import { emptyBundles } from '@cross-account/networking';
import { orderFunctionNames } from '@cross-account/orders-domain';
import { food } from './service';
import { stages } from './stages';

const app = new App();
const stack = new MicroserviceStack(app, {
  appName: 'food-service',
  service: food,
  selected: { name: 'sandbox', stage: stages.sandbox, file: 'stages.ts' },
  vpcEndpointId: stages.sandbox.vpcEndpointId,
  bundlesFolder: emptyBundles(...orderFunctionNames),
  sharedBundlesFolder: emptyBundles('api-gateway-account'),
});
const template = Template.fromStack(stack);

describe('the food account', () => {
  it('is one stack named after app and stage, in the account of the stage', () => {
    expect(stack.stackName).toBe('food-service-sandbox');
    expect(stack.environment).toBe('aws://222222222222/eu-central-1');
  });

  it('asks AWS for nothing while it synthesizes', () => {
    expect(app.synth().manifest.missing ?? []).toEqual([]);
  });

  it('sells its own menu under its own name', () => {
    template.hasResourceProperties('AWS::ApiGateway::DomainName', {
      DomainName: 'food.orders.localhost',
    });
    template.hasResourceProperties('AWS::ApiGateway::Model', {
      Schema: { properties: { food: Match.objectLike({ enum: [...food.items] }) } },
    });
  });

  it('lets in the endpoint that its stage names', () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      Policy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Condition: { StringNotEquals: { 'aws:SourceVpce': stages.sandbox.vpcEndpointId } },
          }),
        ]),
      },
    });
  });

  it('is protected from deletion in production only', () => {
    expect([stages.sandbox, stages.dev, stages.prod].map((stage) => stage.protect)).toEqual([
      false,
      false,
      true,
    ]);
  });
});
