/**
 * Statements on all resources in every stack that has traced functions in a VPC and a customer managed key,
 * with reasons, in the format of `wildcardStatements`.
 */
export const commonWildcards = {
  'AWS::IAM::Policy: xray:PutTelemetryRecords, xray:PutTraceSegments on *':
    'X-Ray does not support resource-level permissions for traces.',
  'AWS::IAM::Role: ec2:AssignPrivateIpAddresses, ec2:CreateNetworkInterface, ec2:DeleteNetworkInterface, ec2:DescribeNetworkInterfaces, ec2:DescribeSubnets, ec2:UnassignPrivateIpAddresses on *':
    'Lambda creates and deletes network interfaces whose IDs are not known in advance; the code of the function is denied.',
  'AWS::KMS::Key: kms:* on *':
    'A key policy applies to its own key, and delegates access to the account’s IAM policies.',
} as const satisfies Readonly<Record<string, string>>;
