/** The smallest architecture with both a public and a private custom domain name. */
import { stableHex, stableId } from '@sandbox/kernel/identifiers';
import {
  consumer,
  hostName,
  onlyThrough,
  service,
  type TwoAccountsOptions,
} from '@sandbox/engine/testing/two-accounts';

/** The ID of the endpoint for private domain names. */
export const privateEndpointId = `vpce-${stableHex(17, consumer, 'consumer', 'PrivateEndpoint')}`;

/** The ARN of the private domain name. */
export const privateDomainArn = `arn:aws:apigateway:eu-central-1:${service}:/domainnames/${hostName}+${stableId(10, service, 'food', 'PrivateDomain')}`;

/**
 * Adds the private custom domain name and its endpoint to the accounts, and points the service's
 * name at the endpoint.
 */
export const privateDomain: Required<Pick<TwoAccountsOptions, 'more'>> &
  Pick<TwoAccountsOptions, 'allowedEndpoint'> = {
  allowedEndpoint: privateEndpointId,
  more: {
    food: {
      PrivateDomain: {
        Type: 'AWS::ApiGateway::DomainNameV2',
        Properties: {
          DomainName: hostName,
          EndpointConfiguration: { Types: ['PRIVATE'] },
          Policy: onlyThrough(privateEndpointId),
        },
      },
      PrivateMapping: {
        Type: 'AWS::ApiGateway::BasePathMappingV2',
        Properties: {
          DomainNameArn: { 'Fn::GetAtt': ['PrivateDomain', 'DomainNameArn'] },
          BasePath: 'v1',
          RestApiId: { Ref: 'Api' },
          Stage: { Ref: 'Stage' },
        },
      },
      Share: {
        Type: 'AWS::RAM::ResourceShare',
        Properties: {
          Name: 'food',
          ResourceArns: [{ Ref: 'PrivateDomain' }],
          Principals: [consumer],
        },
      },
    },
    consumer: {
      PrivateEndpoint: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          VpcId: { Ref: 'Vpc' },
          VpcEndpointType: 'Interface',
          ServiceName: 'com.amazonaws.eu-central-1.execute-api',
          SubnetIds: [{ Ref: 'Subnet' }],
          SecurityGroupIds: [{ Ref: 'PrivateGroup' }],
        },
      },
      PrivateGroup: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: {
          VpcId: { Ref: 'Vpc' },
          GroupDescription: 'group',
          SecurityGroupIngress: [
            { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/16' },
          ],
        },
      },
      Association: {
        Type: 'AWS::ApiGateway::DomainNameAccessAssociation',
        Properties: {
          DomainNameArn: privateDomainArn,
          AccessAssociationSource: { Ref: 'PrivateEndpoint' },
          AccessAssociationSourceType: 'VPCE',
        },
      },
      Name: aliasOfEndpoint('PrivateEndpoint'),
    },
  },
};

/** The record of the service's name, as an alias of an endpoint. */
export function aliasOfEndpoint(logicalId: string) {
  const entry = { 'Fn::Select': [0, { 'Fn::GetAtt': [logicalId, 'DnsEntries'] }] };
  const part = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': [':', entry] }] });
  return {
    Type: 'AWS::Route53::RecordSet',
    Properties: {
      HostedZoneName: 'orders.localhost.',
      Name: `${hostName}.`,
      Type: 'A',
      AliasTarget: { HostedZoneId: part(0), DNSName: part(1) },
    },
  };
}
