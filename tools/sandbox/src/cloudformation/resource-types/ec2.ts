/** AWS::EC2: networks, and the endpoints in them. */
import { z } from 'zod';
import { stableHex } from '../../services/identifiers';
import { resourceType, type ResourceContext, type ResourceType } from '../resource-type';

/** An ID such as `vpc-0123456789abcdef0`. */
function id(prefix: string, { account, stackName, logicalId }: ResourceContext): string {
  return `${prefix}-${stableHex(17, account.id, stackName, logicalId)}`;
}

function named(prefix: string): ResourceType {
  return resourceType(z.unknown(), (_properties, context) => ({ ref: id(prefix, context) }));
}

export const ec2Types: Readonly<Record<string, ResourceType>> = {
  'AWS::EC2::VPC': resourceType(z.object({ CidrBlock: z.string() }), ({ CidrBlock }, context) => {
    const ref = id('vpc', context);
    const DefaultSecurityGroup = id('sg', context);
    context.account.ec2.createVpc(DefaultSecurityGroup);
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
  }),
  'AWS::EC2::Subnet': resourceType(
    z.object({ VpcId: z.string(), CidrBlock: z.string(), AvailabilityZone: z.string().optional() }),
    ({ VpcId, CidrBlock, AvailabilityZone }, context) => {
      const ref = id('subnet', context);
      context.account.ec2.createSubnet(ref, VpcId, CidrBlock);
      return { ref, attributes: { SubnetId: ref, VpcId, CidrBlock, AvailabilityZone } };
    },
  ),
  'AWS::EC2::SecurityGroup': resourceType(z.object({ VpcId: z.string() }), ({ VpcId }, context) => {
    const ref = id('sg', context);
    return { ref, attributes: { GroupId: ref, Id: ref, VpcId } };
  }),
  'AWS::EC2::SecurityGroupIngress': named('sgr'),
  'AWS::EC2::SecurityGroupEgress': named('sgr'),
  'AWS::EC2::RouteTable': resourceType(z.unknown(), (_properties, context) => {
    const ref = id('rtb', context);
    return { ref, attributes: { RouteTableId: ref } };
  }),
  'AWS::EC2::Route': named('r'),
  'AWS::EC2::SubnetRouteTableAssociation': named('rtbassoc'),
  'AWS::EC2::InternetGateway': named('igw'),
  'AWS::EC2::VPCGatewayAttachment': named('igw-attach'),
  'AWS::EC2::VPCEndpoint': resourceType(
    z.object({
      VpcId: z.string(),
      ServiceName: z.string(),
      SubnetIds: z.array(z.string()).default([]),
    }),
    ({ VpcId, ServiceName, SubnetIds }, context) => {
      const endpoint = context.account.ec2.createVpcEndpoint({
        id: id('vpce', context),
        vpcId: VpcId,
        serviceName: ServiceName,
        subnetIds: SubnetIds,
      });
      return {
        ref: endpoint.id,
        attributes: {
          Id: endpoint.id,
          NetworkInterfaceIds: endpoint.networkInterfaces.map(
            (networkInterface) => networkInterface.id,
          ),
          DnsEntries: [],
        },
      };
    },
  ),
};
