/** AWS::EC2: VPCs, subnets, gateways and routes. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { harmless, refused, refusedExcept } from '@sandbox/engine/property-declarations';
import {
  resourceTypesOf,
  uniqueHex,
  type ResourceContext,
  type ResourceType,
} from '@sandbox/engine/resource-type';
import { attachmentIdentities, routeIdentity, subnetConflict, subnetIdentity } from './identities';
import { parseCidr } from './ipv4';
import { assertBlock, assertSameNetwork, assertZone } from './one-network';
import type { Route } from './route-tables';
import { securityGroupTypes } from './security-group-types';
import { vpcEndpointTypes } from './vpc-endpoint-type';
import type { AccountWith } from '../services';

type Account = AccountWith<'ec2'>;

const resourceType = resourceTypesOf<Account>();

/** An ID such as `vpc-0123456789abcdef0`. */
function id(prefix: string, context: ResourceContext<Account>): string {
  return `${prefix}-${uniqueHex(17, context)}`;
}

const routeProperties = z.object({
  RouteTableId: z.string(),
  DestinationCidrBlock: z.string().optional(),
  DestinationIpv6CidrBlock: z.string().optional(),
  GatewayId: z.string().startsWith('igw-', 'only internet gateways are supported').optional(),
  NatGatewayId: z.string().optional(),
});

function addressPools(...paths: readonly string[]) {
  return refused('address pools are not emulated; set CidrBlock', ...paths);
}

export const ec2Types: Readonly<Record<string, ResourceType<Account>>> = {
  ...securityGroupTypes,
  ...vpcEndpointTypes,
  'AWS::EC2::VPC': resourceType({
    properties: z
      .object({
        CidrBlock: z.string(),
        EnableDnsHostnames: z.stringbool().or(z.boolean()).default(false),
        EnableDnsSupport: z.stringbool().or(z.boolean()).default(true),
      })
      .refine(
        ({ EnableDnsHostnames, EnableDnsSupport }) => EnableDnsSupport || !EnableDnsHostnames,
        'EnableDnsHostnames needs EnableDnsSupport',
      ),
    unread: [
      harmless('instances are not emulated', 'InstanceTenancy'),
      harmless('nothing in the sandbox reads the tags of a network', 'Tags'),
      addressPools('Ipv4IpamPoolId', 'Ipv4NetmaskLength'),
      refused('VPC encryption is not emulated', 'VpcEncryptionControl'),
    ],
    identity: 'generated',
    replaceOn: ['CidrBlock', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'VpcEncryptionControl'],
    put({ CidrBlock, EnableDnsHostnames, EnableDnsSupport }, context) {
      const ref = id('vpc', context);
      const DefaultSecurityGroup = id('sg', context);
      const cidrBlock = parseCidr(CidrBlock);
      assertBlock(cidrBlock);
      context.account.ec2.putVpc({
        id: ref,
        cidrBlock,
        defaultSecurityGroup: DefaultSecurityGroup,
        hasDnsHostnames: EnableDnsHostnames && EnableDnsSupport,
        constructPath: context.constructPath,
      });
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
    delete: ({ ref }, { account }) => account.ec2.deleteVpc(ref),
  }),
  'AWS::EC2::Subnet': resourceType({
    properties: z.object({
      VpcId: z.string(),
      CidrBlock: z.string(),
      AvailabilityZone: z.string().optional(),
    }),
    unread: [
      harmless(
        'network interfaces of functions, endpoints and load balancers have no public addresses',
        'MapPublicIpOnLaunch',
      ),
      harmless('instances are not emulated', 'PrivateDnsNameOptionsOnLaunch'),
      harmless(
        'IPv6 is not supported',
        'AssignIpv6AddressOnCreation',
        'EnableDns64',
        'Ipv6CidrBlock',
      ),
      harmless('nothing in the sandbox reads the tags of a subnet', 'Tags'),
      addressPools('Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'Ipv6IpamPoolId', 'Ipv6NetmaskLength'),
      refused('zones are identified by AvailabilityZone only', 'AvailabilityZoneId'),
      refused('Outposts are not emulated', 'EnableLniAtDeviceIndex', 'OutpostArn'),
      refusedExcept([false], 'IPv6 is not supported', 'Ipv6Native'),
    ],
    identity: ({ VpcId, CidrBlock }) => [subnetIdentity(VpcId, CidrBlock)],
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
    put({ VpcId, CidrBlock, AvailabilityZone }, context, previous) {
      const ref = id('subnet', context);
      const { account, constructPath } = context;
      const cidrBlock = parseCidr(CidrBlock);
      const subnet = { id: ref, vpcId: VpcId, cidrBlock, zone: AvailabilityZone, constructPath };
      if (!previous) {
        assertBlock(cidrBlock, account.ec2.vpc(VpcId).cidrBlock);
        if (AvailabilityZone !== undefined) assertZone(account.region, AvailabilityZone);
        if (account.ec2.overlaps(subnet)) throw new Error(subnetConflict(CidrBlock));
      }
      account.ec2.putSubnet(subnet);
      return { ref, attributes: { SubnetId: ref, VpcId, CidrBlock, AvailabilityZone } };
    },
    delete: ({ ref }, { account }) => account.ec2.deleteSubnet(ref),
  }),
  'AWS::EC2::RouteTable': resourceType({
    properties: z.object({ VpcId: z.string() }),
    unread: [harmless('nothing in the sandbox reads the tags of a route table', 'Tags')],
    identity: 'generated',
    replaceOn: ['VpcId'],
    put({ VpcId: vpcId }, context) {
      const ref = id('rtb', context);
      const { account, constructPath } = context;
      account.ec2.routeTables.put({ id: ref, vpcId, constructPath });
      return { ref, attributes: { RouteTableId: ref } };
    },
    delete: ({ ref }, { account }) => account.ec2.routeTables.delete(ref),
  }),
  'AWS::EC2::Route': resourceType({
    properties: routeProperties,
    unread: [
      harmless('IPv6 is not supported', 'EgressOnlyInternetGatewayId'),
      refused(
        'prefix list routes are supported for gateway endpoints only',
        'DestinationPrefixListId',
      ),
      refused(
        'only routes to internet gateways and NAT gateways are supported',
        'CarrierGatewayId',
        'CoreNetworkArn',
        'InstanceId',
        'LocalGatewayId',
        'NetworkInterfaceId',
        'OdbNetworkArn',
        'TransitGatewayId',
        'VpcEndpointId',
        'VpcPeeringConnectionId',
      ),
    ],
    identity: ({ RouteTableId, DestinationCidrBlock, DestinationIpv6CidrBlock }) => [
      routeIdentity(RouteTableId, DestinationCidrBlock ?? DestinationIpv6CidrBlock ?? ''),
    ],
    replaceOn: [
      'DestinationCidrBlock',
      'DestinationIpv6CidrBlock',
      'DestinationPrefixListId',
      'RouteTableId',
    ],
    put(properties, context, previous) {
      const ref = id('r', context);
      if (!isDeepStrictEqual(previous?.properties, properties)) {
        assertAttached(properties, context.account);
      }
      const route = routeOf(ref, properties, context);
      if (route) context.account.ec2.routeTables.putRoute(properties.RouteTableId, route);
      return { ref };
    },
    delete: ({ ref }, { account }) => account.ec2.routeTables.deleteRoute(ref),
  }),
  'AWS::EC2::SubnetRouteTableAssociation': resourceType({
    properties: z.object({ RouteTableId: z.string(), SubnetId: z.string() }),
    // As in CloudFormation's handler, a second association of a subnet replaces the first one.
    identity: 'generated',
    replaceOn: ['RouteTableId', 'SubnetId'],
    put({ RouteTableId, SubnetId }, context) {
      const ref = id('rtbassoc', context);
      const { ec2 } = context.account;
      assertSameNetwork(
        { name: `route table ${RouteTableId}`, vpcId: ec2.routeTables.table(RouteTableId).vpcId },
        { name: `subnet ${SubnetId}`, vpcId: ec2.subnet(SubnetId).vpcId },
      );
      ec2.routeTables.associate(ref, SubnetId, RouteTableId);
      return { ref };
    },
    delete: ({ ref }, { account }) => account.ec2.routeTables.disassociate(ref),
  }),
  'AWS::EC2::InternetGateway': resourceType({
    properties: z.object({}),
    unread: [harmless('nothing in the sandbox reads the tags of a gateway', 'Tags')],
    identity: 'generated',
    put: (_properties, context) => ({ ref: id('igw', context) }),
  }),
  'AWS::EC2::VPCGatewayAttachment': resourceType({
    properties: z.object({
      VpcId: z.string(),
      InternetGatewayId: z.string().optional(),
      VpnGatewayId: z.string().optional(),
    }),
    identity: ({ VpcId, InternetGatewayId, VpnGatewayId }) => [
      ...attachmentIdentities('internet', VpcId, InternetGatewayId),
      ...attachmentIdentities('VPN', VpcId, VpnGatewayId),
    ],
    replaceOn: ['VpcId'],
    put({ VpcId, InternetGatewayId }, context) {
      if (InternetGatewayId !== undefined) {
        context.account.ec2.attachments.set(InternetGatewayId, VpcId);
      }
      return { ref: id('igw-attach', context) };
    },
    delete({ properties: { InternetGatewayId = '' } }, { account }) {
      account.ec2.attachments.delete(InternetGatewayId);
    },
  }),
};

/** Asserts that a route's gateway is attached to the VPC of its route table. */
function assertAttached(
  { RouteTableId, GatewayId }: z.output<typeof routeProperties>,
  { ec2 }: Account,
): void {
  if (GatewayId === undefined) return;
  assertSameNetwork(
    { name: `route table ${RouteTableId}`, vpcId: ec2.routeTables.table(RouteTableId).vpcId },
    { name: `network gateway ${GatewayId}`, vpcId: ec2.attachments.get(GatewayId) },
  );
}

/** Returns undefined for an IPv6 route, which has no effect here. */
function routeOf(
  ref: string,
  properties: z.output<typeof routeProperties>,
  { constructPath }: ResourceContext<Account>,
): Route | undefined {
  const { DestinationCidrBlock, DestinationIpv6CidrBlock, GatewayId, NatGatewayId } = properties;
  if (DestinationCidrBlock === undefined && DestinationIpv6CidrBlock !== undefined)
    return undefined;
  if (DestinationCidrBlock === undefined) throw new Error('a route requires DestinationCidrBlock');
  const destination = parseCidr(DestinationCidrBlock);
  if (GatewayId !== undefined) {
    return {
      id: ref,
      destination,
      target: { kind: 'internetGateway', id: GatewayId },
      constructPath,
    };
  }
  if (NatGatewayId !== undefined) {
    return {
      id: ref,
      destination,
      target: { kind: 'natGateway', id: NatGatewayId },
      constructPath,
    };
  }
  throw new Error('only routes to internet gateways and NAT gateways are supported');
}
