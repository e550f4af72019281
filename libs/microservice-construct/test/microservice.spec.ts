import { Match } from 'aws-cdk-lib/assertions';
import type { Template } from 'aws-cdk-lib/assertions';
import { orderOperations } from '@cross-account/orders-domain/http';
import { synthService } from './support/synth-service';

const template = synthService();

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** Returns all DynamoDB statements in the policies of a function's role. */
function tableStatements(from: Template, name: string): Statement[] {
  const policies = Object.entries(from.findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.includes(name.replace('-', '')))
    .map(([, policy]) => policy['Properties'] as { PolicyDocument: { Statement: Statement[] } });
  const statements = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  return statements.filter(({ Action }) =>
    [Action].flat().some((one) => one.startsWith('dynamodb:')),
  );
}

describe('the table', () => {
  it('is on demand, keyed by order, with point-in-time recovery', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'orderId', KeyType: 'HASH' }],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it('has one index by shard and time with all attributes', () => {
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [
        {
          KeySchema: [
            { AttributeName: 'shard', KeyType: 'HASH' },
            { AttributeName: 'createdAtOrderId', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
          IndexName: 'newest-first',
        },
      ],
      AttributeDefinitions: Match.arrayWith([{ AttributeName: 'shard', AttributeType: 'N' }]),
    });
  });

  it('is deleted with its stack, unless protected', () => {
    template.hasResource('AWS::DynamoDB::Table', { DeletionPolicy: 'Delete' });
    const retained = synthService({ protect: true });
    retained.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { DeletionProtectionEnabled: true },
    });
    const logs = Object.entries(retained.findResources('AWS::Logs::LogGroup'))
      // Logs of a custom resource that runs once, when the VPC is created.
      .filter(([id]) => !id.includes('DefaultSecurityGroup'));
    for (const [, one] of logs) {
      expect(one).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate' });
    }
  });

  it('uses a rotated customer managed key if configured, through DynamoDB only', () => {
    const encrypted = synthService({ customerManagedKey: true });
    encrypted.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    encrypted.hasResourceProperties('AWS::DynamoDB::Table', {
      SSESpecification: { SSEEnabled: true },
    });
    encrypted.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['kms:Decrypt', 'kms:DescribeKey'],
            Condition: { StringEquals: { 'kms:ViaService': Match.anyValue() } },
          }),
        ]),
      },
    });
  });
});

describe('the functions', () => {
  it.each([
    ['place-order', 'dynamodb:PutItem', false],
    ['list-orders', 'dynamodb:Query', true],
    ['get-order', 'dynamodb:GetItem', false],
  ])('%s may only do %s with the table', (name, action, onIndex) => {
    const statements = tableStatements(template, name);
    expect(statements).toHaveLength(1);
    expect(statements[0]?.Action).toBe(action);
    expect(JSON.stringify(statements[0]?.Resource).includes('/index/newest-first')).toBe(onIndex);
  });

  it.each([
    ['place-order', ['SHARD_COUNT', 'TABLE_NAME']],
    ['list-orders', ['INDEX_NAME', 'SHARD_COUNT', 'TABLE_NAME']],
    ['get-order', ['TABLE_NAME']],
  ])('%s has exactly the variables that it reads', (name, keys) => {
    const [found] = Object.values(
      template.findResources('AWS::Lambda::Function', {
        Properties: { Description: `Order function ${name}` },
      }),
    );
    const { Environment } = found?.['Properties'] as { Environment: { Variables: object } };
    expect(Object.keys(Environment.Variables).sort()).toEqual(keys);
  });

  /** Returns the three functions of the API by name, without those of custom resources. */
  const orderFunctions = () =>
    Object.values(template.findResources('AWS::Lambda::Function'))
      .map((one) => one['Properties'] as { Description: string; Role: unknown; VpcConfig: unknown })
      .filter(({ Description }) => Description.startsWith('Order function'));

  it('run in the isolated subnets', () => {
    expect(orderFunctions()).toHaveLength(orderOperations.length);
    for (const { VpcConfig } of orderFunctions()) {
      expect(VpcConfig).toMatchObject({
        SubnetIds: [
          { Ref: expect.stringMatching(/PrivateSubnet1/) as string },
          { Ref: expect.stringMatching(/PrivateSubnet2/) as string },
        ],
      });
    }
  });

  it('each have a role and a live alias', () => {
    const roles = orderFunctions().map(({ Role }) => JSON.stringify(Role));
    expect(new Set(roles).size).toBe(orderOperations.length);
    template.resourceCountIs('AWS::Lambda::Alias', orderOperations.length);
    template.allResourcesProperties('AWS::Lambda::Alias', { Name: 'live' });
  });

  it('write logs that expire', () => {
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.anyValue() });
  });

  it('reach DynamoDB through an endpoint that allows each role its one action', () => {
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      PolicyDocument: {
        Statement: ['dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:GetItem'].map((Action) =>
          Match.objectLike({
            Action,
            Condition: { ArnEquals: { 'aws:PrincipalArn': Match.anyValue() } },
          }),
        ),
      },
    });
  });

  it.each([0, 65, 1.5, Number.NaN])(
    'rejects %d shards, naming limit, value and construct',
    (shardCount) => {
      expect(() => synthService({ shardCount })).toThrow(
        `shardCount must be between 1 and 64, got ${shardCount} (Test/Service)`,
      );
    },
  );
});
