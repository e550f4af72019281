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

  it('keeps its table, refuses to delete it, and restores any second', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    });
  });

  it('tries new code on a tenth of the calls', () => {
    template.resourceCountIs('AWS::CodeDeploy::DeploymentGroup', 3);
  });
});

describe('a stage that is not protected', () => {
  it('goes away when its stack does, and deploys at once', () => {
    const stack = stackOf({});
    expect(stack.terminationProtection).toBe(false);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: false });
    template.resourceCountIs('AWS::CodeDeploy::DeploymentGroup', 0);
  });
});

describe('what a stage decides by itself', () => {
  it.each([
    [{ protect: true, canary: false }, 0],
    [{ protect: false, canary: true }, 3],
  ])('is whether to deploy step by step: %j', (change, groups) => {
    synth(change).resourceCountIs('AWS::CodeDeploy::DeploymentGroup', groups);
  });

  it('is whether the VPC’s connections are logged', () => {
    synth({ flowLogs: true }).resourceCountIs('AWS::EC2::FlowLog', 1);
    synth({}).resourceCountIs('AWS::EC2::FlowLog', 0);
  });

  it('is which endpoint the API lets in, as an output tells for whoever compares', () => {
    synth({}).hasOutput(ENDPOINT_OUTPUT, { Value: plainStage.vpcEndpointId });
  });

  it('is whom the alarms tell', () => {
    const alarmTopicArn = 'arn:aws:sns:eu-central-1:210987654321:alarms';
    const alarm = 'AWS::CloudWatch::Alarm';
    synth({ alarmTopicArn }).allResourcesProperties(alarm, { AlarmActions: [alarmTopicArn] });
    synth({}).allResourcesProperties(alarm, { AlarmActions: Match.absent() });
  });
});
