import { defaultGroup, network, putGroup, vpcId } from '../testing/network';
import { connection, type NetworkEnd } from './connection';
import { securityGroupRule, type RuleProperties } from './security-group-rule';

const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

function end(name: string, ...securityGroupIds: readonly string[]): NetworkEnd {
  return { name, vpcId, address: name === 'client' ? '10.0.1.1' : '10.0.1.2', securityGroupIds };
}

/**
 * Returns whether these rules allow a client of group `client` to connect to a server of group
 * `server`.
 */
function reaches(egress: readonly RuleProperties[], ingress: readonly RuleProperties[]) {
  const ec2 = network();
  putGroup(ec2, 'client', { egress });
  putGroup(ec2, 'server', { ingress });
  const [from, to] = [end('client', 'client'), end('server', 'server')];
  return connection(ec2.securityGroups, from, to, 443);
}

describe('security groups', () => {
  const toServer = { ...https, SecurityGroupId: 'server' };
  const fromClient = { ...https, SecurityGroupId: 'client' };

  it.each([
    [
      'both ends allow it',
      [toServer],
      [fromClient],
      true,
      'server allows TCP 443 from 10.0.1.1 client',
    ],
    [
      "the client's group does not",
      [],
      [fromClient],
      false,
      'no egress rule allows TCP 443 to 10.0.1.2',
    ],
    [
      "the server's group does not",
      [toServer],
      [],
      false,
      'no ingress rule allows TCP 443 from 10.0.1.1',
    ],
    ['a later rule allows', [{ ...https, CidrIp: '1.1.1.1/32' }, toServer], [fromClient], true, ''],
  ])('allow a connection if %s', (_case, egress, ingress, allowed, detail) => {
    const verdict = reaches(egress, ingress);
    expect(verdict.allowed).toBe(allowed);
    expect(verdict.detail).toContain(detail);
  });

  it('are stateful', () => {
    expect(reaches([toServer], [fromClient]).allowed).toBe(true);
    const ec2 = network();
    putGroup(ec2, 'server', { ingress: [fromClient] });
    const back = {
      port: 50_000,
      peer: { address: '10.0.1.1', securityGroupIds: [], prefixListIds: [] },
    };
    expect(ec2.securityGroups.evaluate(['server'], 'egress', back).allowed).toBe(false);
  });

  it('of one interface are aggregated', () => {
    const ec2 = network();
    putGroup(ec2, 'none', {});
    putGroup(ec2, 'some', { ingress: [{ ...https, CidrIp: '10.0.0.0/8' }] });
    const client = { ...end('client'), securityGroupIds: undefined };
    const allowed = (...groups: readonly string[]) =>
      connection(ec2.securityGroups, client, end('server', ...groups), 443).allowed;
    expect([allowed('none'), allowed('none', 'some'), allowed()]).toEqual([false, true, false]);
  });

  it('do not allow connections to another VPC', () => {
    const ec2 = network();
    const other = { ...end('server', 'open'), vpcId: 'vpc-2' };
    putGroup(ec2, 'open', { ingress: [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }] });
    const verdict = connection(ec2.securityGroups, end('client', defaultGroup), other, 443);
    expect(verdict.allowed).toBe(false);
    expect(verdict.detail).toBe('server is in vpc-2, not in vpc-1 of client');
  });

  it('name the deciding rules and their resources, and why others do not match', () => {
    const { decision } = reaches([toServer], [{ ...fromClient, FromPort: 80, ToPort: 80 }]);
    expect(decision()).toEqual({
      kind: 'rule',
      rule: 'no ingress rule allows TCP 443 from 10.0.1.1 client',
      constructPaths: ['server'],
      checks: [
        { name: 'server: protocol', expected: '6', actual: '6', holds: true },
        { name: 'server: port', expected: '80', actual: '443', holds: false },
        { name: 'server: source', expected: 'client', actual: '10.0.1.1 client', holds: true },
      ],
    });
  });

  it('can have rules that are separate resources', () => {
    const ec2 = network();
    putGroup(ec2, 'server', {});
    const rule = securityGroupRule('sgr-1', 'ingress', fromClient, 'the rule');
    const allowed = () =>
      connection(
        ec2.securityGroups,
        { ...end('client', 'client'), securityGroupIds: undefined },
        end('server', 'server'),
        443,
      ).allowed;
    ec2.securityGroups.putRule(
      'server',
      securityGroupRule('sgr-1', 'ingress', { ...https, CidrIp: '10.0.1.1/32' }, 'x'),
    );
    expect(allowed()).toBe(true);
    ec2.securityGroups.putRule('server', rule);
    expect(allowed()).toBe(false);
    ec2.securityGroups.deleteRule('server', 'sgr-1');
    expect(ec2.securityGroups.rulesOf('server')).toEqual([]);
    expect(() => ec2.securityGroups.putRule('gone', rule)).toThrow(
      'Security group gone does not exist',
    );
  });

  it('by default allow connections between their members', () => {
    const ec2 = network();
    const [one, other] = [end('client', defaultGroup), end('server', defaultGroup)];
    expect(connection(ec2.securityGroups, one, other, 443).allowed).toBe(true);
    const outside = { ...one, securityGroupIds: undefined };
    expect(connection(ec2.securityGroups, outside, other, 443).allowed).toBe(false);
  });
});
