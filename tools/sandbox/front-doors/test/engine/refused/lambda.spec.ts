import { lambdaFunction, lambdaRole } from '@sandbox/engine/testing/lambda-resources';
import { changed, oneOfEach, Ref } from '../../../src/testing/one-of-each';
import { itRefuses } from '../../../src/testing/refusals';

const { Vpc, Subnet, Group } = oneOfEach;

const inline = (properties: object = {}) =>
  lambdaFunction('', {
    ...{ Code: { ZipFile: 'exports.handler = async () => 1;' }, Handler: 'index.handler' },
    ...properties,
  });
const withFunction = (properties?: object) => ({ Role: lambdaRole, Function: inline(properties) });
const Role = {
  ...lambdaRole,
  Properties: {
    ...lambdaRole.Properties,
    ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole'],
  },
};
const inNetwork = (...subnets: readonly string[]) => ({
  Role,
  Function: inline({
    VpcConfig: { SubnetIds: subnets.map(Ref), SecurityGroupIds: [Ref('Group')] },
  }),
});
const Other = changed('Vpc', { CidrBlock: '10.1.0.0/16' });
const permission = (FunctionName: unknown) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: {
    FunctionName,
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
  },
});

itRefuses(
  [
    ...['nodejs8.10', 'nodejs12.x', 'nodejs16.x'].map(
      (Runtime) =>
        [
          `the runtime ${Runtime}`,
          withFunction({ Runtime }),
          /The runtime parameter of nodejs\S+ is no longer supported for creating or updating AWS Lambda functions\./,
        ] as const,
    ),
    [
      'a function that leaves an unreserved concurrency below 100',
      withFunction({ ReservedConcurrentExecutions: 901 }),
      /Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of \[100\]\./,
    ],
    [
      'functions that together leave an unreserved concurrency below 100',
      {
        ...withFunction({ ReservedConcurrentExecutions: 500 }),
        Second: inline({ ReservedConcurrentExecutions: 401 }),
      },
      /below its minimum value of \[100\]\./,
    ],
    [
      'provisioned concurrency of $LATEST',
      {
        ...withFunction(),
        Live: changed('Live', {
          FunctionVersion: '$LATEST',
          ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 },
        }),
      },
      /Provisioned Concurrency Configs cannot be applied to unpublished function versions\./,
    ],
    [
      'a permission for an unknown function',
      { Permission: permission('gone') },
      /Function not found: arn:aws:lambda:eu-central-1:222222222222:function:gone/,
    ],
    [
      'a permission for an unknown alias',
      { ...withFunction(), Permission: permission({ 'Fn::Sub': '${Function}:gone' }) },
      /Cannot find alias arn: arn:aws:lambda:\S+:gone/,
    ],
    [
      'a permission for an unknown version',
      { ...withFunction(), Permission: permission({ 'Fn::Sub': '${Function}:7' }) },
      /Function not found: arn:aws:lambda:\S+:7/,
    ],
    [
      'a function with a group of another VPC',
      {
        Vpc,
        Subnet,
        Other,
        Group: changed('Group', { VpcId: Ref('Other') }),
        ...inNetwork('Subnet'),
      },
      /The security group 'sg-\w+' does not exist in VPC 'vpc-\w+'/,
    ],
    [
      'a function in two VPCs',
      {
        ...{ Vpc, Subnet, Group, Other },
        Elsewhere: changed('Subnet', { VpcId: Ref('Other'), CidrBlock: '10.1.0.0/24' }),
        ...inNetwork('Subnet', 'Elsewhere'),
      },
      /You have specified two resources that belong to different networks\./,
    ],
  ],
  [
    [
      'a function that leaves an unreserved concurrency of 100',
      withFunction({ ReservedConcurrentExecutions: 900 }),
    ],
    [
      'provisioned concurrency of a version, and a permission for its alias',
      {
        ...withFunction(),
        Version: changed('Version', {}),
        Live: changed('Live', {
          ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 },
        }),
        Permission: permission(Ref('Live')),
      },
    ],
    ['a function in its VPC', { Vpc, Subnet, Group, ...inNetwork('Subnet') }],
  ],
);
