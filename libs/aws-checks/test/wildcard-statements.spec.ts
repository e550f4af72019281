import { physicalNames } from '../src/physical-names';
import { wildcardStatements } from '../src/wildcard-statements';

const withStatement = (statement: object) => ({
  Resources: {
    It: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement: [statement] } } },
  },
});

describe('statements with wildcards', () => {
  it.each([
    [
      { Effect: 'Allow', Action: ['s3:Get*'], Resource: 'arn:bucket' },
      'AWS::IAM::Policy: s3:Get* on "arn:bucket"',
    ],
    [
      { Effect: 'Allow', Action: 's3:GetObject', Resource: ['*', { Ref: 'B' }] },
      'AWS::IAM::Policy: s3:GetObject on *, {"Ref":"B"}',
    ],
    [
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { Bool: { a: true } } },
      'AWS::IAM::Policy: * on *, if {"Bool":{"a":true}}',
    ],
  ])('are reported', (statement, found) => {
    expect(wildcardStatements(withStatement(statement))).toEqual([found]);
  });

  it.each([
    [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:bucket/*' }],
    [{ Effect: 'Deny', Action: '*', Resource: '*' }],
  ])('are not reported: %j', (statement) => {
    expect(wildcardStatements(withStatement(statement))).toEqual([]);
  });
});

describe('physical names', () => {
  const namesOf = (Type: string, Properties: Record<string, unknown>) =>
    physicalNames({ Resources: { It: { Type, Properties } } });

  it('are reported if CloudFormation would generate them', () => {
    expect(namesOf('AWS::DynamoDB::Table', { TableName: 'orders' })).toEqual([
      'AWS::DynamoDB::Table.TableName="orders"',
    ]);
    expect(namesOf('AWS::Lambda::Function', { FunctionName: { Ref: 'Name' } })).toHaveLength(1);
  });

  it('are not reported if they are unique within another resource only', () => {
    expect(namesOf('AWS::ApiGateway::Stage', { RestApiId: 'id', StageName: 'v1' })).toEqual([]);
  });
});
