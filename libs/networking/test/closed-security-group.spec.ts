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
  it('lets nothing out by itself', () => {
    expect(egressOf(synth(() => undefined))).toEqual([NOTHING]);
  });

  it('keeps EC2’s default rule out when its own rules are resources beside it', () => {
    const template = synth((group) => {
      group.addEgressRule(Peer.prefixList('pl-66a5400f'), Port.tcp(443));
    });
    expect(egressOf(template)).toEqual([NOTHING]);
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      DestinationPrefixListId: 'pl-66a5400f',
      CidrIp: Match.absent(),
    });
  });

  it('keeps rules to IP ranges', () => {
    const template = synth((group) => group.addEgressRule(Peer.anyIpv4(), Port.tcp(443)));
    expect(egressOf(template)).toEqual([
      [expect.objectContaining({ CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443 })],
    ]);
  });
});
