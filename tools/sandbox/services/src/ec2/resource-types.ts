/** AWS::EC2: networks, their routes, and the endpoints in them. */
import { z } from 'zod';
import type { Identity } from '@sandbox/engine/identity';
import {
  resourceTypesOf,
  uniqueHex,
  type DeployedResource,
  type ResourceContext,
  type ResourceType,
} from '@sandbox/engine/resource-type';
import { Policy } from '@sandbox/policy/policy';
import { assertSize } from '@sandbox/policy/policy-size';
import {
  attachmentIdentities,
  gatewayEndpointIdentities,
  privateDnsIdentity,
  routeIdentity,
  subnetConflict,
  subnetIdentity,
} from './identities';
import { parseCidr } from './ipv4';
import type { Route } from './route-tables';
import type { VpcEndpoint, VpcEndpointProps } from './vpc-endpoint';
import { securityGroupTypes } from './security-group-types';
import type { AccountWith } from '../services';

type Account = AccountWith<'ec2'>;

const resourceType = resourceTypesOf<Account>();

/** An ID such as `vpc-0123456789abcdef0`. */
function id(prefix: string, context: ResourceContext<Account>): string {
  return `${prefix}-${uniqueHex(17, context)}`;
}

/** What an endpoint keeps over a restart: the address of its interface by subnet. */
const endpointState = z.object({ addresses: z.record(z.string(), z.string()) });

/** What an endpoint lets through whose template names no policy. */
const FULL_ACCESS = {
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
};

const endpointProperties = z.object({
  VpcId: z.string(),
  ServiceName: z.string(),
  VpcEndpointType: z
    .enum(['Gateway', 'Interface'], 'only Gateway and Interface endpoints are known here')
    .default('Gateway'),
  SubnetIds: z.array(z.string()).default([]),
  SecurityGroupIds: z.array(z.string()).default([]),
  RouteTableIds: z.array(z.string()).default([]),
  PrivateDnsEnabled: z.boolean().default(false),
  PolicyDocument: z.unknown().default(FULL_ACCESS),
});

const routeProperties = z.object({
  RouteTableId: z.string(),
  DestinationCidrBlock: z.string().optional(),
  DestinationIpv6CidrBlock: z.string().optional(),
  DestinationPrefixListId: z
    .undefined('routes to prefix lists are not known here, but those of gateway endpoints')
    .optional(),
  GatewayId: z.string().startsWith('igw-', 'only internet gateways are known here').optional(),
  NatGatewayId: z.string().optional(),
});

export const ec2Types: Readonly<Record<string, ResourceType<Account>>> = {
  ...securityGroupTypes,
  'AWS::EC2::VPC': resourceType({
    properties: z.object({ CidrBlock: z.string() }),
    identity: 'generated',
    replaceOn: ['CidrBlock', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'VpcEncryptionControl'],
    put({ CidrBlock }, context) {
      const ref = id('vpc', context);
      const DefaultSecurityGroup = id('sg', context);
      context.account.ec2.putVpc({
        id: ref,
        cidrBlock: parseCidr(CidrBlock),
        defaultSecurityGroup: DefaultSecurityGroup,
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
      const subnet = { id: ref, vpcId: VpcId, cidrBlock: parseCidr(CidrBlock), constructPath };
      if (!previous && account.ec2.overlaps(subnet)) throw new Error(subnetConflict(CidrBlock));
      account.ec2.putSubnet(subnet);
      return { ref, attributes: { SubnetId: ref, VpcId, CidrBlock, AvailabilityZone } };
    },
    delete: ({ ref }, { account }) => account.ec2.deleteSubnet(ref),
  }),
  'AWS::EC2::RouteTable': resourceType({
    properties: z.object({ VpcId: z.string() }),
    identity: 'generated',
    replaceOn: ['VpcId'],
    put(_properties, context) {
      const ref = id('rtb', context);
      context.account.ec2.routeTables.put({ id: ref, constructPath: context.constructPath });
      return { ref, attributes: { RouteTableId: ref } };
    },
    delete: ({ ref }, { account }) => account.ec2.routeTables.delete(ref),
  }),
  'AWS::EC2::Route': resourceType({
    properties: routeProperties,
    identity: ({ RouteTableId, DestinationCidrBlock, DestinationIpv6CidrBlock }) => [
      routeIdentity(RouteTableId, DestinationCidrBlock ?? DestinationIpv6CidrBlock ?? ''),
    ],
    replaceOn: [
      'DestinationCidrBlock',
      'DestinationIpv6CidrBlock',
      'DestinationPrefixListId',
      'RouteTableId',
    ],
    put(properties, context) {
      const ref = id('r', context);
      const route = routeOf(ref, properties, context);
      if (route) context.account.ec2.routeTables.putRoute(properties.RouteTableId, route);
      return { ref };
    },
    delete: ({ ref }, { account }) => account.ec2.routeTables.deleteRoute(ref),
  }),
  'AWS::EC2::SubnetRouteTableAssociation': resourceType({
    properties: z.object({ RouteTableId: z.string(), SubnetId: z.string() }),
    // CloudFormation's handler may replace an association, so a subnet's second one takes over.
    identity: 'generated',
    replaceOn: ['RouteTableId', 'SubnetId'],
    put({ RouteTableId, SubnetId }, context) {
      const ref = id('rtbassoc', context);
      context.account.ec2.routeTables.associate(ref, SubnetId, RouteTableId);
      return { ref };
    },
    delete: ({ ref }, { account }) => account.ec2.routeTables.disassociate(ref),
  }),
  'AWS::EC2::InternetGateway': resourceType({
    properties: z.unknown(),
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
    put: (_properties, context) => ({ ref: id('igw-attach', context) }),
  }),
  'AWS::EC2::VPCEndpoint': resourceType({
    properties: endpointProperties,
    identity: endpointIdentities,
    replaceOn: [
      'ResourceConfigurationArn',
      'ServiceName',
      'ServiceNetworkArn',
      'ServiceRegion',
      'VpcEndpointType',
      'VpcId',
    ],
    put(properties, context, previous) {
      const known = endpointState.safeParse(previous?.state).data;
      const endpoint = context.account.ec2.putVpcEndpoint(
        endpointOf(properties, context),
        new Map(Object.entries(known?.addresses ?? {})),
      );
      return deployedEndpoint(endpoint);
    },
    delete: ({ ref }, { account }) => account.ec2.deleteVpcEndpoint(ref),
  }),
};

function endpointIdentities(properties: z.output<typeof endpointProperties>): readonly Identity[] {
  const { VpcId, ServiceName, VpcEndpointType, RouteTableIds, PrivateDnsEnabled } = properties;
  if (VpcEndpointType === 'Gateway') return gatewayEndpointIdentities(ServiceName, RouteTableIds);
  return PrivateDnsEnabled ? [privateDnsIdentity(ServiceName, VpcId)] : [];
}

/** Undefined for a route of IPv6, which nothing here speaks. */
function routeOf(
  ref: string,
  properties: z.output<typeof routeProperties>,
  { constructPath }: ResourceContext<Account>,
): Route | undefined {
  const { DestinationCidrBlock, DestinationIpv6CidrBlock, GatewayId, NatGatewayId } = properties;
  if (DestinationCidrBlock === undefined && DestinationIpv6CidrBlock !== undefined)
    return undefined;
  if (DestinationCidrBlock === undefined) throw new Error('a route needs DestinationCidrBlock');
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
  throw new Error('only routes to internet gateways and NAT gateways are known here');
}

/** An interface endpoint without groups gets the network's default one, as in EC2. */
function endpointOf(
  properties: z.output<typeof endpointProperties>,
  context: ResourceContext<Account>,
): VpcEndpointProps {
  const { VpcId, VpcEndpointType: type, SecurityGroupIds } = properties;
  const { constructPath, account } = context;
  const isDefault = type === 'Interface' && SecurityGroupIds.length === 0;
  assertSize('a VPC endpoint policy', constructPath, [properties.PolicyDocument]);
  return {
    id: id('vpce', context),
    vpcId: VpcId,
    serviceName: properties.ServiceName,
    type,
    subnetIds: properties.SubnetIds,
    securityGroupIds: isDefault ? [account.ec2.vpc(VpcId).defaultSecurityGroup] : SecurityGroupIds,
    routeTableIds: properties.RouteTableIds,
    privateDns: properties.PrivateDnsEnabled,
    policy: new Policy(
      properties.PolicyDocument,
      constructPath,
      properties.VpcEndpointType === 'Gateway' ? 'gateway-endpoint' : 'resource-based',
    ),
    constructPath,
  };
}

function deployedEndpoint({ id: ref, networkInterfaces }: VpcEndpoint): DeployedResource {
  const addresses = Object.fromEntries(
    networkInterfaces.map(({ subnetId, privateIpAddress }) => [subnetId, privateIpAddress]),
  );
  return {
    ref,
    attributes: {
      Id: ref,
      NetworkInterfaceIds: networkInterfaces.map((networkInterface) => networkInterface.id),
      DnsEntries: [],
    },
    state: { addresses },
  };
}
