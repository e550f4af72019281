import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Peer, Port, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { createApp } from '@cross-account/cdk-app';
import { ClosedSecurityGroup } from '../src/closed-security-group';

function synth(add: (group: ClosedSecurityGroup) => void): Template {
  const stack = new Stack(createApp(), 'Test');
  const vpc = new Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false }) as IVpc;
  add(new ClosedSecurityGroup(stack, 'Group', { vpc, description: 'test' }));
  return Template.fromStack(stack);
}

const egressOf = (template: Template) =>
  Object.values(template.findResources('AWS::EC2::SecurityGroup')).map(
    ({ Properties }) => (Properties as { SecurityGroupEgress: unknown }).SecurityGroupEgress,
  );

const NOTHING = [expect.objectContaining({ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp' })];

describe('ClosedSecurityGroup', () => {
  it('allows no egress by itself', () => {
    expect(egressOf(synth(() => undefined))).toEqual([NOTHING]);
  });

  it('suppresses EC2’s default rule if its rules are separate resources', () => {
    const template = synth((group) => {
      group.addEgressRule(Peer.prefixList('pl-66a5400f'), Port.tcp(443));
    });
    expect(egressOf(template)).toEqual([NOTHING]);
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      DestinationPrefixListId: 'pl-66a5400f',
      CidrIp: Match.absent(),
    });
  });

  it('accepts rules for IP ranges only', () => {
    const template = synth((group) => group.addEgressRule(Peer.anyIpv4(), Port.tcp(443)));
    expect(egressOf(template)).toEqual([
      [expect.objectContaining({ CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443 })],
    ]);
  });
});
