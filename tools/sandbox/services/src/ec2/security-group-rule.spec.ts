import { allows, securityGroupRule, type RuleProperties } from './security-group-rule';

const https: RuleProperties = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
const from = (address: string | undefined, ...securityGroupIds: readonly string[]) => ({
  port: 443,
  peer: { address, securityGroupIds, prefixListIds: address === undefined ? ['pl-1'] : [] },
});

describe('a security group rule', () => {
  it.each<[what: string, rule: RuleProperties, address: string | undefined, allowed: boolean]>([
    ['its source', { ...https, CidrIp: '10.0.0.0/16' }, '10.0.255.1', true],
    ['the address before its source', { ...https, CidrIp: '10.0.0.0/16' }, '9.255.255.255', false],
    ['the address after its source', { ...https, CidrIp: '10.0.0.0/16' }, '10.1.0.0', false],
    ['the only address of a /32', { ...https, CidrIp: '10.0.0.7/32' }, '10.0.0.7', true],
    ['the address next to a /32', { ...https, CidrIp: '10.0.0.7/32' }, '10.0.0.8', false],
    [
      'a block written with one of its addresses',
      { ...https, CidrIp: '10.0.0.7/24' },
      '10.0.0.1',
      true,
    ],
    ['everywhere', { ...https, CidrIp: '0.0.0.0/0' }, '192.168.0.1', true],
    ['everywhere, a service outside', { ...https, CidrIp: '0.0.0.0/0' }, undefined, true],
    ['a block, a service outside', { ...https, CidrIp: '52.0.0.0/8' }, undefined, false],
    ['IPv6', { ...https, CidrIpv6: '::/0' }, '10.0.0.1', false],
    ['a prefix list', { ...https, PrefixListId: 'pl-1' }, undefined, true],
    ['another prefix list', { ...https, PrefixListId: 'pl-2' }, undefined, false],
    ['a group', { ...https, SecurityGroupId: 'sg-1' }, '10.0.0.1', true],
    ['another group', { ...https, SecurityGroupId: 'sg-2' }, '10.0.0.1', false],
  ])('matches %s', (_what, rule, address, allowed) => {
    const packet = from(address, 'sg-1');
    expect(allows(securityGroupRule('sgr', 'ingress', rule, 'rule'), packet)).toBe(allowed);
  });

  it.each<[protocol: string, ports: readonly [from?: number, to?: number], allowed: boolean]>([
    ['tcp', [443, 443], true],
    ['TCP', [0, 65535], true],
    ['6', [443, 444], true],
    ['tcp', [444, 445], false],
    ['tcp', [80, 442], false],
    ['udp', [443, 443], false],
    ['icmp', [252, 86], false],
    ['-1', [], true],
    ['-1', [80, 80], true],
    ['50', [], false],
  ])('for protocol %s and ports %j allows HTTPS: %s', (IpProtocol, ports, allowed) => {
    const [FromPort, ToPort] = ports;
    const rule = { IpProtocol, FromPort, ToPort, CidrIp: '0.0.0.0/0' };
    const packet = from('10.0.0.1');
    expect(allows(securityGroupRule('sgr', 'egress', rule, 'rule'), packet)).toBe(allowed);
  });

  it.each<[rule: RuleProperties, reason: string]>([
    [https, 'You must specify exactly one of the following sources'],
    [{ ...https, CidrIp: '0.0.0.0/0', SecurityGroupId: 'sg-1' }, 'the rule has several'],
    [{ ...https, CidrIp: '10.0.0.0' }, '10.0.0.0 is not an IPv4 CIDR block'],
    [{ ...https, CidrIp: '10.0.0.256/32' }, '10.0.0.256/32 is not an IPv4 CIDR block'],
    [{ ...https, CidrIp: '10.0.0.0/33' }, '10.0.0.0/33 is not an IPv4 CIDR block'],
    [{ IpProtocol: 'tcp', CidrIp: '0.0.0.0/0' }, 'a rule for tcp requires FromPort and ToPort'],
    [{ ...https, ToPort: 80, CidrIp: '0.0.0.0/0' }, 'FromPort 443 is after ToPort 80'],
    [{ ...https, IpProtocol: 'http', CidrIp: '0.0.0.0/0' }, 'unknown IP protocol http'],
  ])('is rejected as by EC2: %j', (rule, reason) => {
    expect(() => securityGroupRule('sgr', 'ingress', rule, 'rule')).toThrow(reason);
  });
});
