import { changed, oneOfEach, Ref } from '../../../src/testing/one-of-each';
import { itRefuses } from '../../../src/testing/refusals';

const { Vpc, Targets, Listener, Group } = oneOfEach;
const inZone = (id: 'OtherSubnet' | 'Subnet', zone: string) =>
  changed(id, { AvailabilityZone: `eu-central-1${zone}` });
const network = { Vpc, Subnet: inZone('Subnet', 'a'), OtherSubnet: inZone('OtherSubnet', 'b') };
const balancer = { ...network, Balancer: oneOfEach.Balancer };
const listening = { ...balancer, Listener };
const Other = changed('Vpc', { CidrBlock: '10.1.0.0/16' });

const forward = (TargetGroupArn: unknown) => [{ Type: 'forward', TargetGroupArn }];
const paths = (...Values: readonly string[]) => ({
  Field: 'path-pattern',
  PathPatternConfig: { Values },
});
const hosts = (...Values: readonly string[]) => ({
  Field: 'host-header',
  HostHeaderConfig: { Values },
});
const rule = (...Conditions: readonly object[]) => ({
  ...listening,
  Rule: changed('Rule', { Conditions }),
});
const certificate = (id: number) => ({
  CertificateArn: `arn:aws:acm:eu-central-1:222222222222:certificate/${id}`,
});

itRefuses(
  [
    ['a rule without conditions', rule(), /A rule must have at least one condition/],
    [
      'a rule whose conditions have six values in total',
      rule(hosts('a.test'), paths('/a', '/b', '/c', '/d', '/e')),
      /A rule can only have '5' condition values/,
    ],
    [
      'a rule with two conditions for one field',
      rule(paths('/a'), paths('/b')),
      /A rule can only have one 'path-pattern' condition/,
    ],
    [
      'a pattern of 129 characters',
      rule(paths(`/${'a'.repeat(128)}`)),
      /The value '\/a+' of the condition 'path-pattern' is not valid/,
    ],
    [
      'a pattern with other characters',
      rule(hosts('a b')),
      /The value 'a b' of the condition 'host-header' is not valid/,
    ],
    [
      'an HTTP listener with a certificate',
      { ...balancer, Listener: changed('Listener', { Protocol: 'HTTP', Port: 80 }) },
      /A certificate or SSL policy cannot be specified for HTTP listeners/,
    ],
    [
      'a listener with two certificates',
      {
        ...balancer,
        Listener: changed('Listener', { Certificates: [certificate(1), certificate(2)] }),
      },
      /Up to '1' certificate ARNs can be specified, but '2' were specified/,
    ],
    [
      'an unknown SSL policy',
      { ...balancer, Listener: changed('Listener', { SslPolicy: 'TLS13' }) },
      /SSL policy 'TLS13' not found/,
    ],
    [
      'a fixed response of another content type',
      {
        ...balancer,
        Listener: changed('Listener', {
          DefaultActions: [
            {
              Type: 'fixed-response',
              FixedResponseConfig: { StatusCode: '404', ContentType: 'application/xml' },
            },
          ],
        }),
      },
      /The content type 'application\/xml' of a fixed response is not supported/,
    ],
    [
      'a target with a public address',
      { Vpc, Targets: changed('Targets', { Targets: [{ Id: '8.8.8.8' }] }) },
      /The IP address '8\.8\.8\.8' is not a valid private IPv4 address/,
    ],
    [
      'a target that is not an address',
      { Vpc, Targets: changed('Targets', { Targets: [{ Id: 'i-0123456789' }] }) },
      /The IP address 'i-0123456789' is not a valid private IPv4 address/,
    ],
    [
      'an unknown target group',
      { ...balancer, Listener: changed('Listener', { DefaultActions: forward('arn:gone') }) },
      /One or more target groups not found/,
    ],
    [
      'a rule that forwards to an unknown target group',
      { ...listening, Rule: changed('Rule', { Actions: forward('arn:gone') }) },
      /One or more target groups not found/,
    ],
    [
      'a target group of two load balancers',
      {
        ...{ ...balancer, Targets },
        Listener: changed('Listener', { DefaultActions: forward(Ref('Targets')) }),
        Back: changed('Balancer', { Name: 'back' }),
        BackListener: {
          ...changed('Listener', {
            LoadBalancerArn: Ref('Back'),
            DefaultActions: forward(Ref('Targets')),
          }),
          DependsOn: 'Listener',
        },
      },
      /The following target groups cannot be associated with more than one load balancer: arn:/,
    ],
    [
      'a target group of another VPC',
      {
        ...{ ...balancer, Other },
        Targets: changed('Targets', { VpcId: Ref('Other') }),
        Listener: changed('Listener', { DefaultActions: forward(Ref('Targets')) }),
      },
      /The target group 'arn:\S+' and the load balancer 'arn:\S+' must be in the same VPC/,
    ],
    [
      'a load balancer with a security group of another VPC',
      {
        ...{ ...network, Other },
        Group: changed('Group', { VpcId: Ref('Other') }),
        Balancer: changed('Balancer', { SecurityGroups: [Ref('Group')] }),
      },
      /One or more security groups are invalid/,
    ],
    [
      'a load balancer with an unknown security group',
      { ...network, Group, Balancer: changed('Balancer', { SecurityGroups: ['sg-1'] }) },
      /One or more security groups are invalid/,
    ],
    [
      'a load balancer in two VPCs',
      {
        ...{ ...balancer, Other },
        OtherSubnet: changed('OtherSubnet', { VpcId: Ref('Other'), CidrBlock: '10.1.0.0/24' }),
      },
      /All subnets must belong to the same VPC: 'vpc-\w+'/,
    ],
  ],
  [
    ['a rule with five values', rule(hosts('a.test', '*.b.test'), paths('/a', '/b/*', '/c?'))],
    [
      'a target group of two listeners of a load balancer',
      {
        ...{ ...balancer, Targets },
        Listener: changed('Listener', { DefaultActions: forward(Ref('Targets')) }),
        Second: changed('Listener', { Port: 8443, DefaultActions: forward(Ref('Targets')) }),
      },
    ],
    [
      'an address of RFC 6598',
      { Vpc, Targets: changed('Targets', { Targets: [{ Id: '100.64.0.1' }] }) },
    ],
  ],
);
