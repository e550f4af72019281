/**
 * Statements on all resources that any stack with traced functions in a VPC and a key of its own
 * has, with why. In the form of `wildcardStatements`.
 */
export const commonWildcards = {
  'AWS::IAM::Policy: xray:PutTelemetryRecords, xray:PutTraceSegments on *':
    'X-Ray has no resource level for traces.',
  'AWS::IAM::Role: ec2:AssignPrivateIpAddresses, ec2:CreateNetworkInterface, ec2:DeleteNetworkInterface, ec2:DescribeNetworkInterfaces, ec2:DescribeSubnets, ec2:UnassignPrivateIpAddresses on *':
    'Lambda makes and removes network interfaces whose IDs nobody knows ahead; the code is denied.',
  'AWS::KMS::Key: kms:* on *':
    'A key policy means its own key, and leaves who may use it to the account’s IAM policies.',
} as const satisfies Readonly<Record<string, string>>;
