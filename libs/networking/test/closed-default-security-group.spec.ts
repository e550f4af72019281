import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { createApp } from '@cross-account/cdk-app';
import { ClosedDefaultSecurityGroup } from '../src/closed-default-security-group';

describe('ClosedDefaultSecurityGroup', () => {
  const template = (() => {
    const stack = new Stack(createApp(), 'Test', {
      env: { account: '111111111111', region: 'eu-central-1' },
    });
    const vpc = new Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false });
    new ClosedDefaultSecurityGroup(stack, 'Closed', {
      vpc: vpc as IVpc & Pick<Vpc, 'vpcDefaultSecurityGroup'>,
    });
    return Template.fromStack(stack);
  })();
  const group = { 'Fn::GetAtt': [Match.stringLikeRegexp('Vpc'), 'DefaultSecurityGroup'] };

  it('closes the default security group of the VPC', () => {
    template.hasResourceProperties('Custom::ClosedDefaultSecurityGroup', {
      GroupId: group,
      Account: '111111111111',
    });
  });

  it('may only revoke rules of that group', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Allow',
            Action: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
            Resource: {
              'Fn::Join': ['', ['arn:aws:ec2:eu-central-1:111111111111:security-group/', group]],
            },
          },
        ]),
      },
    });
  });
});
