import { Match, Template } from 'aws-cdk-lib/assertions';
import { describeTemplate, physicalNames } from '@cross-account/aws-checks';
import type { CloudFormationTemplate } from '@cross-account/aws-checks';
import { defineService } from '@cross-account/orders-domain';
import { exampleEndpointId } from '@cross-account/stages';
import { exampleServiceStage } from '../src/stage';
import type { ServiceStage } from '../src/stage';
import { orderStack } from './support/order-stack';

const ACCOUNT = '410987654321';

const open: ServiceStage = {
  account: '<account>',
  region: 'eu-central-1',
  domain: '<domain>',
  certificate: { certificateArn: '<ARN>' },
  vpcCidr: '10.0.0.0/16',
  dynamoDbPrefixListId: 'pl-66a5400f',
  shardCount: 1,
  flowLogs: true,
  protect: true,
};

const services = [
  defineService({ name: 'food', items: ['pizza'] }),
  defineService({ name: 'beverage', items: ['tea'] }),
];

const stacks = (['dev', 'prod'] as const).flatMap((name) =>
  services.map((service) => {
    const stage = exampleServiceStage(name, service.name, open, { account: ACCOUNT });
    return orderStack(service, stage, name);
  }),
);
const templates = stacks.map((stack) => Template.fromStack(stack));

describe('two services of two stages in one account and Region', () => {
  it('are four stacks of that account', () => {
    expect(stacks.map(({ stackName, account }) => [stackName, account])).toEqual([
      ['food-service-dev', ACCOUNT],
      ['beverage-service-dev', ACCOUNT],
      ['food-service-prod', ACCOUNT],
      ['beverage-service-prod', ACCOUNT],
    ]);
  });

  it('share no physical name: each domain name belongs to one service of one stage', () => {
    const names = templates.flatMap((one) => physicalNames(one.toJSON() as CloudFormationTemplate));
    expect(names).toEqual([
      'AWS::ApiGateway::DomainName.DomainName="food.dev.orders.example.com"',
      'AWS::ApiGateway::DomainName.DomainName="beverage.dev.orders.example.com"',
      'AWS::ApiGateway::DomainName.DomainName="food.orders.example.com"',
      'AWS::ApiGateway::DomainName.DomainName="beverage.orders.example.com"',
    ]);
  });

  it('export nothing, so that no stack depends on another', () => {
    const outputs = templates.flatMap((one) => Object.values(one.findOutputs('*')));
    expect(outputs).not.toEqual([]);
    for (const output of outputs) expect(output).not.toHaveProperty('Export');
  });

  it('share the account’s API Gateway logging role without owning the setting', () => {
    for (const template of templates) template.resourceCountIs('AWS::ApiGateway::Account', 0);
  });

  it('still admit the endpoint of their own stage only', () => {
    const letsIn = (vpcEndpointId: string) => ({
      Policy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Condition: { StringNotEquals: { 'aws:SourceVpce': vpcEndpointId } },
          }),
        ]),
      },
    });
    const expected = ['dev', 'dev', 'prod', 'prod'].map(exampleEndpointId);
    expect(templates).toHaveLength(expected.length);
    templates.forEach((template, index) => {
      template.hasResourceProperties('AWS::ApiGateway::RestApi', letsIn(expected[index] ?? ''));
    });
  });
});

/** The domain modes and kinds of access, with the values that they require. */
const modes: readonly Partial<ServiceStage>[] = [
  {},
  { domainMode: 'both', consumerAccount: ACCOUNT },
  { domainMode: 'private', consumerAccount: ACCOUNT },
];
const accesses: readonly Partial<ServiceStage>[] = [
  {},
  { access: 'iam', callers: [`arn:aws:iam::${ACCOUNT}:root`] },
];

describe.each(modes)('a service of dev in the account of its consumer, with %j', (mode) => {
  describe.each(accesses)('and %j', (access) => {
    const [service = services[0]] = services;
    describeTemplate('its stack', () => {
      const stage = exampleServiceStage('dev', 'food', open, { account: ACCOUNT });
      if (!service) throw new Error('there is no service');
      return orderStack(service, { ...stage, ...mode, ...access, protect: false }, 'dev');
    });
  });
});
