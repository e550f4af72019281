import {
  driftPolicyProblems,
  executionPolicyProblems,
  needlessActions,
} from '../src/execution-policy';
import type { PolicyStatement } from '../src/execution-policy';
import type { CloudFormationTemplate } from '../src/template';

const NAME = 'shop-prod-Thing1A2B-x3';

const templateOf = (Type: string, Properties = {}): CloudFormationTemplate => ({
  Resources: { One: { Type, Properties } },
});

const logGroup = templateOf('AWS::Logs::LogGroup');
const table = templateOf('AWS::DynamoDB::Table');

const problems = (template: CloudFormationTemplate, ...Statement: PolicyStatement[]) =>
  executionPolicyProblems([{ Statement }], [template], [NAME]);

const ON_GROUPS = 'arn:aws:logs:*:*:log-group:shop-*';

describe('an execution policy', () => {
  it('lacks an action that a handler needs and no statement allows', async () => {
    const found = await problems(templateOf('AWS::SQS::Queue'), {
      Action: ['sqs:Get*', 'sqs:ListQueueTags', 'sqs:?agQueue', 'sqs:CREATEQUEUE'],
      Resource: 'arn:aws:sqs:*:*:shop-*',
    });
    expect(found).toEqual([
      'lacks sqs:DeleteQueue, for AWS::SQS::Queue',
      'lacks sqs:SetQueueAttributes, for AWS::SQS::Queue',
      'lacks sqs:UntagQueue, for AWS::SQS::Queue',
    ]);
  });

  it('lacks an action without resource-level permissions that is allowed on some resources only', async () => {
    const found = await problems(logGroup, { Action: 'logs:*', Resource: ON_GROUPS });
    expect(found).toEqual([
      'lacks logs:DescribeIndexPolicies, for AWS::Logs::LogGroup',
      'lacks logs:DescribeLogGroups, for AWS::Logs::LogGroup',
      'lacks logs:DescribeResourcePolicies, for AWS::Logs::LogGroup',
    ]);
  });

  it('lacks an action that is allowed on resources with another name only', async () => {
    const found = await problems(table, {
      Action: 'dynamodb:*',
      Resource: 'arn:aws:dynamodb:*:*:table/other-*',
    });
    expect(found).toContain('lacks dynamodb:CreateTable, for AWS::DynamoDB::Table');
  });

  it('lacks an action that is allowed under a condition key that it does not support', async () => {
    const onTag = (operator: string) => ({
      Action: 'logs:*',
      Resource: '*',
      Condition: { [operator]: { 'aws:ResourceTag/application': 'shop' } },
    });
    const described = 'lacks logs:DescribeLogGroups, for AWS::Logs::LogGroup';
    expect(await problems(logGroup, onTag('StringEquals'))).toContain(described);
    expect(await problems(logGroup, onTag('StringEqualsIfExists'))).toEqual([]);
  });

  it('needs the permissions of a feature if a resource uses it', async () => {
    const needs = async (Properties: object) => {
      const found = await problems(templateOf('AWS::DynamoDB::Table', Properties));
      return found.filter((one) => one.includes('kms:')).length;
    };
    expect(await needs({})).toBe(0);
    expect(await needs({ SSESpecification: { SSEEnabled: true } })).toBeGreaterThan(5);
  });

  it('needs to invoke the functions of custom resources', async () => {
    expect(await problems(templateOf('Custom::Thing'))).toEqual([
      'lacks lambda:InvokeFunction, for Custom::Thing',
    ]);
  });

  it('skips types whose permissions are unknown, and names them', async () => {
    expect(await problems(templateOf('AWS::Unheard::Of'))).toEqual([
      "can't be compared with AWS::Unheard::Of, whose permissions are unknown",
    ]);
  });

  it("is within IAM's size limit", async () => {
    const long = { Action: `logs:${'a'.repeat(6_144)}`, Resource: '*' };
    expect(await problems({ Resources: {} }, long)).toEqual([
      expect.stringContaining('IAM allows at most 6144'),
    ]);
  });
});

describe('an execution policy that allows too much', () => {
  const beyond = (Action: string | readonly string[], reasons = {}) =>
    needlessActions({ Statement: [{ Action, Resource: '*' }] }, [table], reasons);

  it('names each action that no handler needs', async () => {
    expect(
      await beyond(['dynamodb:CreateTable', 'dynamodb:DeleteBackup', 'dynamodb:*Item']),
    ).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:BatchWriteItem',
      'dynamodb:ConditionCheckItem',
      'dynamodb:DeleteBackup',
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
    ]);
  });

  it('is accepted with a reason', async () => {
    expect(await beyond('dynamodb:DeleteBackup', { 'dynamodb:*Backup': 'by hand' })).toEqual([]);
  });

  it('names actions that IAM does not know', async () => {
    expect(await beyond('dynamodb:CreateTabel')).toEqual([
      'dynamodb:CreateTabel, which IAM does not define',
    ]);
  });
});

describe('a policy for drift detection', () => {
  it('lacks actions that reading needs, and names actions that change something', async () => {
    const Statement = [
      { Action: ['logs:Get*', 'logs:List*', 'logs:DeleteLogGroup'], Resource: '*' },
    ];
    expect(await driftPolicyProblems({ Statement }, [logGroup], [NAME])).toEqual([
      'lacks logs:DescribeIndexPolicies, for AWS::Logs::LogGroup',
      'lacks logs:DescribeLogGroups, for AWS::Logs::LogGroup',
      'lacks logs:DescribeResourcePolicies, for AWS::Logs::LogGroup',
      'changes, by logs:DeleteLogGroup',
    ]);
  });
});
