import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Peer, Port, SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { createApp } from '@cross-account/cdk-app';
import { ClosedSecurityGroup, TwoZoneVpc } from '@cross-account/networking';

// #region example
class ReportNetwork extends TwoZoneVpc {
  constructor(scope: Construct, id: string) {
    const reports = { name: 'Reports', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 20 };
    super(scope, id, { cidr: '10.0.0.0/16', flowLogs: true, retainLogs: true }, [reports]);
    const group = new ClosedSecurityGroup(this, 'Functions', {
      vpc: this.vpc,
      description: 'Functions: HTTPS out',
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
