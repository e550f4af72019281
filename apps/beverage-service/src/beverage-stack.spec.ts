import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { MicroserviceStack } from '@cross-account/microservice-construct';
import { emptyBundles } from '@cross-account/networking';
import { orderFunctionNames } from '@cross-account/orders-domain';
import { beverage } from './service';
import { stages } from './stages';

const app = new App();
const stack = new MicroserviceStack(app, {
  appName: 'beverage-service',
  service: beverage,
  selected: { name: 'sandbox', stage: stages.sandbox, file: 'stages.ts' },
  vpcEndpointId: stages.sandbox.vpcEndpointId,
  bundlesFolder: emptyBundles(...orderFunctionNames),
  sharedBundlesFolder: emptyBundles('api-gateway-account'),
});
const template = Template.fromStack(stack);

describe('the beverage account', () => {
  it('is one stack named after app and stage, in the account of the stage', () => {
    expect(stack.stackName).toBe('beverage-service-sandbox');
    expect(stack.environment).toBe('aws://333333333333/eu-central-1');
  });

  it('asks AWS for nothing while it synthesizes', () => {
    expect(app.synth().manifest.missing ?? []).toEqual([]);
  });

  it('sells its own menu under its own name', () => {
    template.hasResourceProperties('AWS::ApiGateway::DomainName', {
      DomainName: 'beverage.orders.localhost',
    });
    template.hasResourceProperties('AWS::ApiGateway::Model', {
      Schema: { properties: { beverage: Match.objectLike({ enum: [...beverage.items] }) } },
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
