/** A valid call of each operation that the sandbox answers, with every member that it reads. */
import { dynamoDbSamples } from './dynamodb-samples';
import type { Json, Sample } from './sample';

const ACCOUNT = '222222222222';

const json = (service: string, target: string, operation: string, input: Json): Sample => ({
  service,
  protocol: 'json',
  target,
  operation,
  input,
});

const query = (service: string, operation: string, input: Json): Sample => ({
  service,
  protocol: 'query',
  operation,
  input,
});

const rest = (service: string, operation: string, route: string, input: Json = ''): Sample => {
  const [method = '', path = ''] = route.split(' ');
  return { service, protocol: 'rest', operation, method, path, input };
};

export const samples: readonly Sample[] = [
  ...dynamoDbSamples,
  json('secretsmanager', 'secretsmanager', 'GetSecretValue', {
    SecretId: 'unknown',
    VersionId: '00000000-0000-4000-8000-000000000000',
    VersionStage: 'AWSCURRENT',
  }),
  json('secretsmanager', 'secretsmanager', 'DescribeSecret', { SecretId: 'unknown' }),
  json('secretsmanager', 'secretsmanager', 'GetResourcePolicy', { SecretId: 'unknown' }),
  json('secretsmanager', 'secretsmanager', 'ListSecrets', {
    MaxResults: 10,
    NextToken: '1',
    Filters: [{ Key: 'name', Values: ['a'] }],
    SortOrder: 'asc',
  }),
  json('kms', 'TrentService', 'DescribeKey', { KeyId: 'alias/unknown' }),
  json('logs', 'Logs_20140328', 'DescribeLogGroups', {
    logGroupNamePrefix: '/aws/lambda',
    limit: 10,
    nextToken: '1',
  }),
  json('logs', 'Logs_20140328', 'DescribeLogStreams', {
    logGroupName: '/aws/lambda/unknown',
    logStreamNamePrefix: 'a',
    orderBy: 'LogStreamName',
    descending: true,
    limit: 10,
    nextToken: '1',
  }),
  json('logs', 'Logs_20140328', 'GetLogEvents', {
    logGroupName: '/aws/lambda/unknown',
    logStreamName: 'a',
    startTime: 0,
    endTime: 1,
    startFromHead: true,
    limit: 10,
    nextToken: 'f/1',
  }),
  json('logs', 'Logs_20140328', 'FilterLogEvents', {
    logGroupName: '/aws/lambda/unknown',
    logStreamNames: ['a'],
    filterPattern: '?ERROR "two words" -not',
    startTime: 0,
    endTime: 1,
    limit: 10,
    nextToken: '1',
  }),
  query('cloudformation', 'DescribeStacks', { StackName: 'unknown', NextToken: '1' }),
  query('cloudformation', 'ListStacks', { 'StackStatusFilter.member.1': 'CREATE_COMPLETE' }),
  query('cloudformation', 'DescribeStackEvents', { StackName: 'unknown', NextToken: '1' }),
  query('cloudformation', 'DescribeStackResources', { StackName: 'a', LogicalResourceId: 'b' }),
  query('cloudformation', 'DescribeStackResource', { StackName: 'a', LogicalResourceId: 'b' }),
  query('cloudformation', 'ListStackResources', { StackName: 'unknown', NextToken: '1' }),
  query('cloudformation', 'ListExports', { NextToken: '1' }),
  query('cloudformation', 'GetTemplate', { StackName: 'unknown', TemplateStage: 'Original' }),
  query('ec2', 'DescribeNetworkInterfaces', {
    'NetworkInterfaceId.1': 'eni-0',
    'Filter.1.Name': 'vpc-id',
    'Filter.1.Value.1': 'vpc-0',
  }),
  ...['RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress'].map((operation) =>
    query('ec2', operation, {
      GroupId: 'sg-0',
      'IpPermissions.1.IpProtocol': 'tcp',
      'IpPermissions.1.FromPort': '443',
      'IpPermissions.1.ToPort': '443',
      'IpPermissions.1.IpRanges.1.CidrIp': '10.0.0.0/16',
      'IpPermissions.1.UserIdGroupPairs.1.GroupId': 'sg-1',
    }),
  ),
  query('sts', 'GetCallerIdentity', {}),
  query('sts', 'AssumeRole', {
    RoleArn: `arn:aws:iam::${ACCOUNT}:role/unknown`,
    RoleSessionName: 'fuzz',
    DurationSeconds: '900',
    ExternalId: 'x',
    Policy: '{}',
  }),
  rest('lambda', 'Invoke', 'POST /2015-03-31/functions/unknown/invocations', { a: 1 }),
  rest('lambda', 'GetFunction', 'GET /2015-03-31/functions/unknown?Qualifier=live'),
  rest('lambda', 'GetFunctionConfiguration', 'GET /2015-03-31/functions/unknown/configuration'),
  rest('lambda', 'ListFunctions', 'GET /2015-03-31/functions/?MaxItems=10&Marker=1'),
  rest('apigateway', 'GetAccount', 'GET /account'),
  rest('apigateway', 'UpdateAccount', 'PATCH /account', {
    patchOperations: [
      { op: 'replace', path: '/cloudwatchRoleArn', value: 'arn:aws:iam::1:role/x' },
    ],
  }),
];
