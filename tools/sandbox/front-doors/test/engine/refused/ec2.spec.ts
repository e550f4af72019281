import { changed, oneOfEach, Ref } from '../../../src/testing/one-of-each';
import { itRefuses } from '../../../src/testing/refusals';

const { Vpc, Subnet, Internet, Attached, Table, Route, Group, Interface, Gateway, Association } =
  oneOfEach;

const Other = changed('Vpc', { CidrBlock: '10.1.0.0/16' });
const network = { Vpc, Subnet };
const tcp = (port: number) => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port });
const rules = (count: number, direction = 'Ingress') => ({
  [`SecurityGroup${direction}`]: Array.from({ length: count }, (_, index) => ({
    ...tcp(index + 1),
    CidrIp: '10.0.0.0/16',
  })),
});

const DIFFERENT = /You have specified two resources that belong to different networks\./;

itRefuses(
  [
    [
      'a VPC larger than /16',
      { Vpc: changed('Vpc', { CidrBlock: '10.0.0.0/8' }) },
      /The CIDR '10\.0\.0\.0\/8' is invalid\./,
    ],
    [
      'a VPC smaller than /28',
      { Vpc: changed('Vpc', { CidrBlock: '10.0.0.0/29' }) },
      /The CIDR '10\.0\.0\.0\/29' is invalid\./,
    ],
    [
      'DNS hostnames without DNS support',
      { Vpc: changed('Vpc', { EnableDnsSupport: false }) },
      /EnableDnsHostnames needs EnableDnsSupport/,
    ],
    [
      'a subnet outside of its VPC',
      { Vpc, Subnet: changed('Subnet', { CidrBlock: '10.1.0.0/24' }) },
      /The CIDR '10\.1\.0\.0\/24' is invalid\./,
    ],
    [
      'a subnet smaller than /28',
      { Vpc, Subnet: changed('Subnet', { CidrBlock: '10.0.0.0/29' }) },
      /The CIDR '10\.0\.0\.0\/29' is invalid\./,
    ],
    [
      'a subnet in an unknown Availability Zone',
      { Vpc, Subnet: changed('Subnet', { AvailabilityZone: 'eu-central-1z' }) },
      /Value \(eu-central-1z\) for parameter availabilityZone is invalid\. Subnets can currently only be created in the following availability zones: eu-central-1a, eu-central-1b, eu-central-1c\./,
    ],
    [
      'a route to a gateway that is not attached',
      { Vpc, Table, Internet, Route },
      /route table rtb-\w+ and network gateway igw-\w+ belong to different networks/,
    ],
    [
      'a route to the gateway of another VPC',
      {
        ...{ Vpc, Other, Internet, Attached, Route },
        Table: changed('Table', { VpcId: Ref('Other') }),
      },
      /route table rtb-\w+ and network gateway igw-\w+ belong to different networks/,
    ],
    [
      'a subnet with the route table of another VPC',
      { ...network, Other, Association, Table: changed('Table', { VpcId: Ref('Other') }) },
      /route table rtb-\w+ and subnet subnet-\w+ belong to different networks/,
    ],
    [
      'a group with a reserved name',
      { Vpc, Group: changed('Group', { GroupName: 'default' }) },
      /Cannot use reserved security group name: default/,
    ],
    [
      'a group with 61 rules in a direction',
      { Vpc, Group: changed('Group', rules(61)) },
      /The maximum number of rules per security group has been reached\./,
    ],
    [
      'the 61st rule of a group as a separate resource',
      {
        Vpc,
        Group: changed('Group', rules(60, 'Egress')),
        Egress: changed('Egress', {}),
      },
      /The maximum number of rules per security group has been reached\./,
    ],
    [
      'a rule for a group of another VPC',
      {
        ...{ Vpc, Group, Other },
        Peer: changed('Group', { VpcId: Ref('Other') }),
        Ingress: changed('Ingress', {
          ...{ CidrIp: { Ref: 'AWS::NoValue' } },
          SourceSecurityGroupId: Ref('Peer'),
        }),
      },
      DIFFERENT,
    ],
    [
      'a group created with a rule for a group of another VPC',
      {
        ...{ Vpc, Other },
        Peer: changed('Group', { VpcId: Ref('Other') }),
        Group: changed('Group', {
          SecurityGroupEgress: [{ ...tcp(443), DestinationSecurityGroupId: Ref('Peer') }],
        }),
      },
      DIFFERENT,
    ],
    [
      'an endpoint in the subnet of another VPC',
      { ...network, Other, Interface: changed('Interface', { VpcId: Ref('Other') }) },
      /subnet subnet-\w+ and VPC vpc-\w+ belong to different networks/,
    ],
    [
      'an endpoint with a group of another VPC',
      {
        ...{ ...network, Other },
        Group: changed('Group', { VpcId: Ref('Other') }),
        Interface: changed('Interface', { SecurityGroupIds: [Ref('Group')] }),
      },
      /The security group 'sg-\w+' does not exist in VPC 'vpc-\w+'/,
    ],
    [
      'an endpoint with an unknown group',
      { ...network, Interface: changed('Interface', { SecurityGroupIds: ['sg-1'] }) },
      /The security group 'sg-1' does not exist in VPC 'vpc-\w+'/,
    ],
    [
      'an endpoint for a service of another Region',
      {
        ...network,
        Interface: changed('Interface', { ServiceName: 'com.amazonaws.us-east-1.execute-api' }),
      },
      /The Vpc Endpoint Service 'com\.amazonaws\.us-east-1\.execute-api' does not exist/,
    ],
    [
      'a gateway endpoint for a service with interface endpoints only',
      {
        Vpc,
        Table,
        Gateway: changed('Gateway', { ServiceName: Interface.Properties.ServiceName }),
      },
      /Endpoint type \(Gateway\) does not match available service types \(\[Interface\]\)\./,
    ],
    [
      'a gateway endpoint in a subnet',
      { ...network, Table, Gateway: changed('Gateway', { SubnetIds: [Ref('Subnet')] }) },
      /SubnetIds and SecurityGroupIds are not supported for Gateway endpoints/,
    ],
    [
      'a gateway endpoint for the route table of another VPC',
      { Vpc, Other, Gateway, Table: changed('Table', { VpcId: Ref('Other') }) },
      /route table rtb-\w+ and network vpc-\w+ belong to different networks/,
    ],
  ],
  [
    [
      'a group with 60 rules in each direction',
      { Vpc, Group: changed('Group', { ...rules(60), ...rules(60, 'Egress') }) },
    ],
    ['a subnet of /28', { Vpc, Subnet: changed('Subnet', { CidrBlock: '10.0.255.240/28' }) }],
    ['a VPC of /28', { Vpc: changed('Vpc', { CidrBlock: '10.0.0.0/28' }) }],
    ['a route to the attached gateway', { Vpc, Table, Internet, Attached, Route }],
  ],
);
