import { Match, Template } from 'aws-cdk-lib/assertions';
import type { ServiceStage } from '../src/stage';
import { defineService } from '@cross-account/orders-domain';
import { ENDPOINT_OUTPUT } from '../src/service-stack';
import type { ServiceStack } from '../src/service-stack';
import { orderStack, plainStage } from './support/order-stack';

function stackOf(change: Partial<ServiceStage>): ServiceStack {
  const service = defineService({ name: 'dessert', items: ['cake', 'ice'] });
  return orderStack(service, { ...plainStage, ...change });
}

const synth = (change: Partial<ServiceStage>) => Template.fromStack(stackOf(change));

describe('a stage that is protected', () => {
  const stack = stackOf({ protect: true });
  const template = Template.fromStack(stack);

  it('refuses to delete its stack', () => {
    expect(stack.terminationProtection).toBe(true);
  });

  it('retains its table, protects it from deletion, and enables point-in-time recovery', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    });
  });

  it('deploys new versions to a tenth of the requests first', () => {
    template.resourceCountIs('AWS::CodeDeploy::DeploymentGroup', 3);
  });
});

describe('a stage that is not protected', () => {
  it('is deleted with its stack, and deploys at once', () => {
    const stack = stackOf({});
    expect(stack.terminationProtection).toBe(false);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: false });
    template.resourceCountIs('AWS::CodeDeploy::DeploymentGroup', 0);
  });
});

describe('settings of a stage', () => {
  it.each([
    [{ protect: true, canary: false }, 0],
    [{ protect: false, canary: true }, 3],
  ])('enable canary deployments: %j', (change, groups) => {
    synth(change).resourceCountIs('AWS::CodeDeploy::DeploymentGroup', groups);
  });

  it('enable flow logs of the VPC', () => {
    synth({ flowLogs: true }).resourceCountIs('AWS::EC2::FlowLog', 1);
    synth({}).resourceCountIs('AWS::EC2::FlowLog', 0);
  });

  it('set the endpoint that the API admits, which an output shows', () => {
    synth({}).hasOutput(ENDPOINT_OUTPUT, { Value: plainStage.vpcEndpointId });
  });

  it('set the topic that alarms notify', () => {
    const alarmTopicArn = 'arn:aws:sns:eu-central-1:210987654321:alarms';
    const alarm = 'AWS::CloudWatch::Alarm';
    synth({ alarmTopicArn }).allResourcesProperties(alarm, { AlarmActions: [alarmTopicArn] });
    synth({}).allResourcesProperties(alarm, { AlarmActions: Match.absent() });
  });
});
