/** AWS::EC2: networks, and the endpoints in them. */
import { z } from 'zod';
import {
  resourceType,
  uniqueHex,
  type ResourceContext,
  type ResourceType,
  type ResourceTypeDefinition,
} from '../resource-type';

/** An ID such as `vpc-0123456789abcdef0`. */
function id(prefix: string, context: ResourceContext): string {
  return `${prefix}-${uniqueHex(17, context)}`;
}

/** A resource that only has an ID here. */
function named(
  prefix: string,
  replaceOn: ResourceTypeDefinition<z.ZodUnknown>['replaceOn'] = [],
): ResourceType {
  return resourceType({
    properties: z.unknown(),
    replaceOn,
    put: (_properties, context) => ({ ref: id(prefix, context) }),
  });
}

const ruleProperties = ['CidrIp', 'CidrIpv6', 'FromPort', 'GroupId', 'IpProtocol', 'ToPort'];

/** What an endpoint keeps over a restart: the address of its interface by subnet. */
const endpointState = z.object({ addresses: z.record(z.string(), z.string()) });

export const ec2Types: Readonly<Record<string, ResourceType>> = {
  'AWS::EC2::VPC': resourceType({
    properties: z.object({ CidrBlock: z.string() }),
    replaceOn: ['CidrBlock', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'VpcEncryptionControl'],
    put({ CidrBlock }, context) {
      const ref = id('vpc', context);
      const DefaultSecurityGroup = id('sg', context);
      context.account.ec2.putVpc(DefaultSecurityGroup);
      return {
        ref,
        attributes: {
          VpcId: ref,
          CidrBlock,
          DefaultSecurityGroup,
          DefaultNetworkAcl: id('acl', context),
          VpcArn: `arn:aws:ec2:${context.account.region}:${context.account.id}:vpc/${ref}`,
        },
      };
    },
    delete: (_resource, context) => context.account.ec2.deleteVpc(id('sg', context)),
  }),
  'AWS::EC2::Subnet': resourceType({
    properties: z.object({
      VpcId: z.string(),
      CidrBlock: z.string(),
      AvailabilityZone: z.string().optional(),
    }),
    replaceOn: [
      'AvailabilityZone',
      'AvailabilityZoneId',
      'CidrBlock',
      'Ipv4IpamPoolId',
      'Ipv4NetmaskLength',
      'Ipv6IpamPoolId',
      'Ipv6Native',
      'Ipv6NetmaskLength',
      'OutpostArn',
      'VpcId',
    ],
    put({ VpcId, CidrBlock, AvailabilityZone }, context) {
      const ref = id('subnet', context);
      context.account.ec2.putSubnet(ref, VpcId, CidrBlock);
      return { ref, attributes: { SubnetId: ref, VpcId, CidrBlock, AvailabilityZone } };
    },
    delete: ({ ref }, { account }) => account.ec2.deleteSubnet(ref),
  }),
  'AWS::EC2::SecurityGroup': resourceType({
    properties: z.object({ VpcId: z.string() }),
    replaceOn: ['GroupDescription', 'GroupName', 'VpcId'],
    put({ VpcId }, context) {
      const ref = id('sg', context);
      return { ref, attributes: { GroupId: ref, Id: ref, VpcId } };
    },
  }),
  'AWS::EC2::SecurityGroupIngress': named('sgr', [
    ...ruleProperties,
    'GroupName',
    'SourcePrefixListId',
    'SourceSecurityGroupId',
    'SourceSecurityGroupName',
    'SourceSecurityGroupOwnerId',
  ]),
  'AWS::EC2::SecurityGroupEgress': named('sgr', [
    ...ruleProperties,
    'DestinationPrefixListId',
    'DestinationSecurityGroupId',
  ]),
  'AWS::EC2::RouteTable': resourceType({
    properties: z.unknown(),
    replaceOn: ['VpcId'],
    put(_properties, context) {
      const ref = id('rtb', context);
      return { ref, attributes: { RouteTableId: ref } };
    },
  }),
  'AWS::EC2::Route': named('r', [
    'DestinationCidrBlock',
    'DestinationIpv6CidrBlock',
    'DestinationPrefixListId',
    'RouteTableId',
  ]),
  'AWS::EC2::SubnetRouteTableAssociation': named('rtbassoc', ['RouteTableId', 'SubnetId']),
  'AWS::EC2::InternetGateway': named('igw'),
  'AWS::EC2::VPCGatewayAttachment': named('igw-attach', ['VpcId']),
  'AWS::EC2::VPCEndpoint': resourceType({
    properties: z.object({
      VpcId: z.string(),
      ServiceName: z.string(),
      SubnetIds: z.array(z.string()).default([]),
    }),
    replaceOn: [
      'ResourceConfigurationArn',
      'ServiceName',
      'ServiceNetworkArn',
      'ServiceRegion',
      'VpcEndpointType',
      'VpcId',
    ],
    put({ VpcId, ServiceName, SubnetIds }, context, previous) {
      const known = endpointState.safeParse(previous?.state).data;
      const endpoint = context.account.ec2.putVpcEndpoint(
        { id: id('vpce', context), vpcId: VpcId, serviceName: ServiceName, subnetIds: SubnetIds },
        new Map(Object.entries(known?.addresses ?? {})),
      );
      const { networkInterfaces } = endpoint;
      const addresses = Object.fromEntries(
        networkInterfaces.map(({ subnetId, privateIpAddress }) => [subnetId, privateIpAddress]),
      );
      return {
        ref: endpoint.id,
        attributes: {
          Id: endpoint.id,
          NetworkInterfaceIds: networkInterfaces.map((networkInterface) => networkInterface.id),
          DnsEntries: [],
        },
        state: { addresses },
      };
    },
    delete: ({ ref }, { account }) => account.ec2.deleteVpcEndpoint(ref),
  }),
};
