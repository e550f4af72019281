/** AWS::EC2: VPC endpoints. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { stableId } from '@sandbox/kernel/identifiers';
import type { Identity } from '@sandbox/engine/identity';
import { harmless, refused, refusedExcept } from '@sandbox/engine/property-declarations';
import {
  resourceTypesOf,
  uniqueHex,
  type DeployedResource,
  type ResourceContext,
  type ResourceType,
} from '@sandbox/engine/resource-type';
import { Policy } from '@sandbox/policy/policy';
import { assertSize } from '@sandbox/policy/policy-size';
import { gatewayEndpointIdentities, privateDnsIdentity } from './identities';
import { assertGroupsIn, assertSameNetwork } from './one-network';
import type { VpcEndpoint, VpcEndpointProps } from './vpc-endpoint';
import type { AccountWith } from '../services';

type Account = AccountWith<'ec2'>;

const resourceType = resourceTypesOf<Account>();

/** The state of an endpoint that a restart restores: the addresses of its interfaces by subnet. */
const endpointState = z.object({ addresses: z.record(z.string(), z.string()) });

/** The default policy of an endpoint. */
const FULL_ACCESS = {
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
};

const endpointProperties = z.object({
  VpcId: z.string(),
  ServiceName: z.string(),
  VpcEndpointType: z
    .enum(['Gateway', 'Interface'], 'only Gateway and Interface endpoints are supported')
    .default('Gateway'),
  SubnetIds: z.array(z.string()).default([]),
  SecurityGroupIds: z.array(z.string()).default([]),
  RouteTableIds: z.array(z.string()).default([]),
  PrivateDnsEnabled: z.boolean().default(false),
  PolicyDocument: z.unknown().default(FULL_ACCESS),
});

export const vpcEndpointTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::EC2::VPCEndpoint': resourceType({
    properties: endpointProperties,
    unread: [
      harmless('nothing in the sandbox reads the tags of an endpoint', 'Tags'),
      refused('private DNS options are not emulated', 'DnsOptions'),
      refusedExcept(['ipv4', 'not-specified'], 'IPv6 is not supported', 'IpAddressType'),
      refused(
        'only Gateway and Interface endpoints are supported',
        'ResourceConfigurationArn',
        'ServiceNetworkArn',
      ),
      refused('only endpoints for services of the same Region are supported', 'ServiceRegion'),
    ],
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
      if (!isDeepStrictEqual(previous?.properties, properties)) {
        assertPlacement(properties, context.account.ec2);
      }
      const state = endpointState.safeParse(previous?.state).data;
      const endpoint = context.account.ec2.putVpcEndpoint(
        endpointOf(properties, context),
        new Map(Object.entries(state?.addresses ?? {})),
      );
      return deployedEndpoint(endpoint, context.account.region);
    },
    delete: ({ ref }, { account }) => account.ec2.deleteVpcEndpoint(ref),
  }),
};

/**
 * @throws {Error} as EC2 does: private names need both DNS attributes of the VPC, and an endpoint has one
 *   subnet in each Availability Zone.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
function assertPlacement(
  properties: z.output<typeof endpointProperties>,
  ec2: Account['ec2'],
): void {
  const { VpcId, SubnetIds, PrivateDnsEnabled } = properties;
  assertService(properties, ec2);
  assertGroupsIn(ec2, VpcId, properties.SecurityGroupIds);
  for (const id of SubnetIds) {
    const subnet = { name: `subnet ${id}`, vpcId: ec2.subnet(id).vpcId };
    assertSameNetwork(subnet, { name: `VPC ${VpcId}`, vpcId: VpcId });
  }
  for (const id of properties.RouteTableIds) {
    const table = { name: `route table ${id}`, vpcId: ec2.routeTables.table(id).vpcId };
    assertSameNetwork(table, { name: `network ${VpcId}`, vpcId: VpcId });
  }
  if (PrivateDnsEnabled && !ec2.vpc(VpcId).hasDnsHostnames) {
    throw new Error(
      'Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set ' +
        `to true for ${VpcId}`,
    );
  }
  if (ec2.shareZone(SubnetIds)) {
    throw new Error(
      'DuplicateSubnetsInSameZone: an endpoint has one subnet in each Availability Zone',
    );
  }
}

/** Services with gateway endpoints; all have interface endpoints, too. */
const GATEWAY_SERVICES = ['dynamodb', 's3'];

/**
 * @throws {Error} as EC2 does for a service that is not of the Region, or that has no endpoint of the type.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 */
function assertService(
  {
    ServiceName,
    VpcEndpointType,
    SubnetIds,
    SecurityGroupIds,
  }: z.output<typeof endpointProperties>,
  { region }: Account['ec2'],
): void {
  const [, serviceRegion, service = ''] =
    /^com\.amazonaws\.([^.]+-\d)\.(.+)$/.exec(ServiceName) ?? [];
  if (serviceRegion !== undefined && serviceRegion !== region) {
    throw new Error(`The Vpc Endpoint Service '${ServiceName}' does not exist`);
  }
  if (VpcEndpointType !== 'Gateway') return;
  if (!GATEWAY_SERVICES.includes(service)) {
    throw new Error(
      'Endpoint type (Gateway) does not match available service types ([Interface]).',
    );
  }
  if (SubnetIds.length + SecurityGroupIds.length > 0) {
    throw new Error('SubnetIds and SecurityGroupIds are not supported for Gateway endpoints');
  }
}

function endpointIdentities(properties: z.output<typeof endpointProperties>): readonly Identity[] {
  const { VpcId, ServiceName, VpcEndpointType, RouteTableIds, PrivateDnsEnabled } = properties;
  if (VpcEndpointType === 'Gateway') return gatewayEndpointIdentities(ServiceName, RouteTableIds);
  return PrivateDnsEnabled ? [privateDnsIdentity(ServiceName, VpcId)] : [];
}

/** An interface endpoint without groups gets the VPC's default group, as in EC2. */
function endpointOf(
  properties: z.output<typeof endpointProperties>,
  context: ResourceContext<Account>,
): VpcEndpointProps {
  const { VpcId, VpcEndpointType: type, SecurityGroupIds } = properties;
  const { constructPath, account } = context;
  const isDefault = type === 'Interface' && SecurityGroupIds.length === 0;
  assertSize('a VPC endpoint policy', constructPath, [properties.PolicyDocument]);
  return {
    id: `vpce-${uniqueHex(17, context)}`,
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

/** The hosted zone ID of interface endpoints, which aliases of them refer to. */
const ENDPOINT_ZONE = 'Z273ZU8SZ5RJPC';

function deployedEndpoint(endpoint: VpcEndpoint, region: string): DeployedResource {
  const { id: ref, networkInterfaces } = endpoint;
  const addresses = Object.fromEntries(
    networkInterfaces.map(({ subnetId, privateIpAddress }) => [subnetId, privateIpAddress]),
  );
  return {
    ref,
    attributes: {
      Id: ref,
      NetworkInterfaceIds: networkInterfaces.map((networkInterface) => networkInterface.id),
      DnsEntries: dnsNamesOf(endpoint, region).map((name) => `${ENDPOINT_ZONE}:${name}`),
    },
    state: { addresses },
  };
}

/**
 * Returns the endpoint's regional name, which resolves to all its interfaces; AWS lists it first.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
 */
function dnsNamesOf({ id, type, serviceName }: VpcEndpoint, region: string): readonly string[] {
  if (type !== 'Interface') return [];
  const service = serviceName.split('.').slice(3).join('.');
  return [`${id}-${stableId(8, id)}.${service}.${region}.vpce.amazonaws.com`];
}
