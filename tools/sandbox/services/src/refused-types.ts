/**
 * Resource types that are not emulated, but change the behavior of emulated resources: without
 * them, the sandbox would allow what AWS denies, or return another value. Other types that are not
 * emulated only have a name.
 */
const NETWORK_ACLS = 'network ACLs are not emulated, so that traffic that they deny would pass';

/** The reason for each, by its name in templates. */
export const refusedTypes: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::ApiMapping':
    'mappings of API Gateway v2 are not emulated; use AWS::ApiGateway::BasePathMapping',
  'AWS::CloudFormation::Stack': 'nested stacks are not supported',
  'AWS::EC2::NetworkAcl': NETWORK_ACLS,
  'AWS::EC2::NetworkAclEntry': NETWORK_ACLS,
  'AWS::EC2::SubnetNetworkAclAssociation': NETWORK_ACLS,
  'AWS::IAM::RolePolicy':
    'policies of this type are not emulated; use AWS::IAM::Policy, or Policies of the role',
  'AWS::SecretsManager::RotationSchedule': 'secrets are not rotated',
  'AWS::SecretsManager::SecretTargetAttachment':
    'attachments, which change the value of a secret, are not emulated',
  'AWS::WAFv2::WebACLAssociation':
    'web ACLs are not emulated, so that requests that they block would pass',
};
