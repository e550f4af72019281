import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Peer, Port, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { createApp } from '@cross-account/cdk-app';
import {
  ClosedDefaultSecurityGroup,
  ClosedSecurityGroup,
  VpcFlowLog,
} from '@cross-account/networking';

// #region example
class ReportNetwork extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // CDK's own way of closing the default group would come on top.
    const created = new Vpc(this, 'Vpc', { natGateways: 0, restrictDefaultSecurityGroup: false });
    // Vpc declares an optional property in a way that exactOptionalPropertyTypes refuses as an IVpc.
    const vpc = created as IVpc & Pick<Vpc, 'vpcDefaultSecurityGroup'>;
    new ClosedDefaultSecurityGroup(this, 'DefaultSecurityGroup', { vpc });
    new VpcFlowLog(this, 'FlowLog', { vpc, retainLogs: true });
    const group = new ClosedSecurityGroup(this, 'Reports', {
      vpc,
      description: 'Reports: HTTPS out',
    });
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'HTTPS');
  }
}
// #endregion

describe('the example of the README', () => {
  it('is a VPC with closed groups and a log', () => {
    const stack = new Stack(createApp(), 'Test');
    new ReportNetwork(stack, 'Network');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::FlowLog', 1);
    template.resourceCountIs('Custom::ClosedDefaultSecurityGroup', 1);
    template.resourceCountIs('AWS::EC2::SecurityGroup', 1);
  });
});
