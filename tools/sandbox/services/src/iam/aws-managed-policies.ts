/**
 * The AWS managed policies that the stacks of this workspace and CDK's constructs attach, with
 * their documents, since they can't be requested from AWS here. Stacks that attach other ones are
 * rejected.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */

function allow(...Action: readonly string[]) {
  return { Effect: 'Allow', Action, Resource: '*' };
}

/** @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonAPIGatewayPushToCloudWatchLogs.html */
const pushToCloudWatchLogs = {
  Version: '2012-10-17',
  Statement: [
    allow(
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:DescribeLogGroups',
      'logs:DescribeLogStreams',
      'logs:PutLogEvents',
      'logs:GetLogEvents',
      'logs:FilterLogEvents',
    ),
  ],
};

/** @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html */
const ssmManagedInstanceCore = {
  Version: '2012-10-17',
  Statement: [
    allow(
      'ssm:DescribeAssociation',
      'ssm:GetDeployablePatchSnapshotForInstance',
      'ssm:GetDocument',
      'ssm:DescribeDocument',
      'ssm:GetManifest',
      'ssm:GetParameter',
      'ssm:GetParameters',
      'ssm:ListAssociations',
      'ssm:ListInstanceAssociations',
      'ssm:PutInventory',
      'ssm:PutComplianceItems',
      'ssm:PutConfigurePackageResult',
      'ssm:UpdateAssociationStatus',
      'ssm:UpdateInstanceAssociationStatus',
      'ssm:UpdateInstanceInformation',
    ),
    allow(
      'ssmmessages:CreateControlChannel',
      'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ),
    allow(
      'ec2messages:AcknowledgeMessage',
      'ec2messages:DeleteMessage',
      'ec2messages:FailMessage',
      'ec2messages:GetEndpoint',
      'ec2messages:GetMessages',
      'ec2messages:SendReply',
    ),
  ],
};

const writeLogs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html */
const lambdaBasicExecution = { Version: '2012-10-17', Statement: [allow(...writeLogs)] };

/** @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html */
const lambdaVpcAccessExecution = {
  Version: '2012-10-17',
  Statement: [
    allow(
      ...writeLogs,
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ),
  ],
};

/** ARN to document. */
export const awsManagedPolicies: ReadonlyMap<string, unknown> = new Map([
  [
    'arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs',
    pushToCloudWatchLogs,
  ],
  ['arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore', ssmManagedInstanceCore],
  ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole', lambdaBasicExecution],
  [
    'arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole',
    lambdaVpcAccessExecution,
  ],
]);
