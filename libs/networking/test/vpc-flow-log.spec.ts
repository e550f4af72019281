import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { createApp } from '@cross-account/cdk-app';
import { VpcFlowLog } from '../src/vpc-flow-log';

const template = (() => {
  const stack = new Stack(createApp(), 'Test', {
    env: { account: '111111111111', region: 'eu-central-1' },
  });
  const vpc = new Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false }) as IVpc;
  new VpcFlowLog(stack, 'FlowLog', { vpc, retainLogs: true });
  return Template.fromStack(stack);
})();

describe('VpcFlowLog', () => {
  it('logs accepted and refused connections of the VPC', () => {
    template.hasResourceProperties('AWS::EC2::FlowLog', {
      ResourceType: 'VPC',
      ResourceId: { Ref: Match.stringLikeRegexp('Vpc') },
      TrafficType: 'ALL',
      LogGroupName: { Ref: Match.stringLikeRegexp('FlowLogLogs') },
    });
  });

  it('expires its log, and retains it when the stack is deleted if configured', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { RetentionInDays: 90 },
    });
  });

  it('may only write to that log group, for flow logs of this account', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': '111111111111' },
              ArnLike: { 'aws:SourceArn': Match.anyValue() },
            },
          },
        ],
      },
      ManagedPolicyArns: Match.absent(),
      Policies: [
        {
          PolicyName: 'Logs',
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
                Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('FlowLogLogs'), 'Arn'] },
              },
            ],
          },
        },
      ],
    });
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });
});
