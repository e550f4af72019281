/** A valid call of each operation of DynamoDB that the sandbox answers, with every member that it reads. */
import type { Json, Sample } from './sample';

const TableName = 'fuzzed-table';
const ACCOUNT = '222222222222';
const ResourceArn = `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/${TableName}`;
const Key = { pk: { S: 'a' } };

const Item = {
  pk: { S: 'a' },
  indexed: { S: 'x' },
  number: { N: '12.5' },
  binary: { B: 'AAEC' },
  flag: { BOOL: true },
  nothing: { NULL: true },
  texts: { SS: ['a', 'b'] },
  numbers: { NS: ['1', '2'] },
  binaries: { BS: ['AAEC', 'AAED'] },
  list: { L: [{ S: 'a' }, { M: { inner: { N: '1' } } }] },
  map: { M: { inner: { L: [{ BOOL: false }] } } },
};

const ExpressionAttributeNames = { '#n': 'number', '#m': 'map' };
const ExpressionAttributeValues = { ':one': { N: '1' }, ':text': { S: 'x' } };
const ReturnConsumedCapacity = 'INDEXES';

const condition = {
  ConditionExpression: 'attribute_exists(#n) AND (#n > :one OR begins_with(#m.inner[0], :text))',
  ExpressionAttributeNames,
  ExpressionAttributeValues,
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
};

const conditions = {
  Expected: {
    number: { ComparisonOperator: 'BETWEEN', AttributeValueList: [{ N: '1' }, { N: '2' }] },
    indexed: { Exists: true, Value: { S: 'x' } },
  },
  ConditionalOperator: 'OR',
};

const table = {
  TableName,
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'indexed', AttributeType: 'S' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-indexed',
      KeySchema: [{ AttributeName: 'indexed', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['number'] },
    },
  ],
  BillingMode: 'PAY_PER_REQUEST',
  DeletionProtectionEnabled: false,
  TableClass: 'STANDARD',
  Tags: [{ Key: 'team', Value: 'orders' }],
};

const dynamoDb = (operation: string, ...inputs: readonly Json[]): readonly Sample[] =>
  inputs.map((input) => ({
    service: 'dynamodb',
    protocol: 'json',
    target: 'DynamoDB_20120810',
    operation,
    input,
  }));

export const dynamoDbSamples: readonly Sample[] = [
  ...dynamoDb('CreateTable', table, {
    ...table,
    TableName: 'fuzzed-with-range',
    KeySchema: [...table.KeySchema, { AttributeName: 'indexed', KeyType: 'RANGE' }],
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
    GlobalSecondaryIndexes: null,
  }),
  ...dynamoDb('DescribeTable', { TableName }),
  ...dynamoDb(
    'UpdateTable',
    { TableName, DeletionProtectionEnabled: true },
    {
      TableName,
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      GlobalSecondaryIndexUpdates: [
        {
          Update: {
            IndexName: 'by-indexed',
            ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
          },
        },
      ],
      AttributeDefinitions: table.AttributeDefinitions,
    },
  ),
  ...dynamoDb('DeleteTable', { TableName: 'fuzzed-with-range' }),
  ...dynamoDb('ListTables', { ExclusiveStartTableName: 'aaa', Limit: 10 }),
  ...dynamoDb('TagResource', { ResourceArn, Tags: [{ Key: 'team', Value: 'orders' }] }),
  ...dynamoDb('UntagResource', { ResourceArn, TagKeys: ['team'] }),
  ...dynamoDb('ListTagsOfResource', { ResourceArn, NextToken: null }),
  ...dynamoDb('UpdateTimeToLive', {
    TableName,
    TimeToLiveSpecification: { Enabled: true, AttributeName: 'number' },
  }),
  ...dynamoDb('DescribeTimeToLive', { TableName }),
  ...dynamoDb('DescribeLimits', {}),
  ...dynamoDb('DescribeEndpoints', {}),
  ...dynamoDb(
    'PutItem',
    { TableName, Item, ReturnValues: 'ALL_OLD', ReturnConsumedCapacity },
    { TableName, Item, ...condition },
    { TableName, Item, ...conditions, ReturnItemCollectionMetrics: 'SIZE' },
  ),
  ...dynamoDb(
    'GetItem',
    { TableName, Key, ConsistentRead: true, ReturnConsumedCapacity },
    {
      TableName,
      Key,
      ProjectionExpression: '#n, #m.inner[0], list[1].inner',
      ExpressionAttributeNames,
    },
    { TableName, Key, AttributesToGet: ['number', 'map'] },
  ),
  ...dynamoDb(
    'UpdateItem',
    {
      TableName,
      Key,
      UpdateExpression:
        'SET #n = if_not_exists(#n, :one) + :one, list = list_append(list, :list) REMOVE #m.inner[0] ADD counter :one DELETE texts :texts',
      ExpressionAttributeNames,
      ExpressionAttributeValues: {
        ':one': { N: '1' },
        ':list': { L: [{ S: 'x' }] },
        ':texts': { SS: ['a'] },
      },
      ReturnValues: 'UPDATED_OLD',
      ReturnConsumedCapacity,
    },
    {
      TableName,
      Key,
      AttributeUpdates: {
        number: { Action: 'ADD', Value: { N: '1' } },
        texts: { Action: 'DELETE', Value: { SS: ['a'] } },
        indexed: { Action: 'PUT', Value: { S: 'y' } },
      },
      ...conditions,
      ReturnValues: 'ALL_NEW',
    },
    { TableName, Key, UpdateExpression: 'SET indexed = :text', ...condition },
  ),
  ...dynamoDb(
    'DeleteItem',
    { TableName, Key, ...condition, ReturnValues: 'ALL_OLD', ReturnConsumedCapacity },
    { TableName, Key, ...conditions },
  ),
  ...dynamoDb('TransactWriteItems', {
    TransactItems: [
      { ConditionCheck: { TableName, Key, ...condition } },
      { Put: { TableName, Item: { ...Item, pk: { S: 'b' } }, ...condition } },
      { Delete: { TableName, Key: { pk: { S: 'c' } } } },
      {
        Update: {
          TableName,
          Key: { pk: { S: 'd' } },
          UpdateExpression: 'SET indexed = :text',
          ExpressionAttributeValues: { ':text': { S: 'x' } },
        },
      },
    ],
    ClientRequestToken: 'fuzzed',
    ReturnConsumedCapacity,
  }),
  ...dynamoDb('TransactGetItems', {
    TransactItems: [
      { Get: { TableName, Key, ProjectionExpression: '#n', ExpressionAttributeNames } },
      { Get: { TableName, Key: { pk: { S: 'b' } } } },
    ],
    ReturnConsumedCapacity,
  }),
  ...dynamoDb(
    'Query',
    {
      TableName,
      IndexName: 'by-indexed',
      KeyConditionExpression: 'indexed = :text',
      FilterExpression: '#n BETWEEN :one AND :two',
      ProjectionExpression: 'pk, #n',
      ExpressionAttributeNames: { '#n': 'number' },
      ExpressionAttributeValues: { ':one': { N: '1' }, ':two': { N: '2' }, ':text': { S: 'x' } },
      ExclusiveStartKey: { pk: { S: 'a' }, indexed: { S: 'x' } },
      ScanIndexForward: false,
      Limit: 5,
      Select: 'SPECIFIC_ATTRIBUTES',
      ReturnConsumedCapacity,
    },
    {
      TableName,
      KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'a' }] } },
      QueryFilter: { number: { ComparisonOperator: 'IN', AttributeValueList: [{ N: '1' }] } },
      ConditionalOperator: 'AND',
      ConsistentRead: true,
      AttributesToGet: ['number'],
    },
  ),
  ...dynamoDb(
    'Scan',
    {
      TableName,
      FilterExpression:
        'contains(texts, :text) AND size(list) > :one AND attribute_type(#n, :text)',
      ExpressionAttributeNames: { '#n': 'number' },
      ExpressionAttributeValues,
      Segment: 0,
      TotalSegments: 2,
      ExclusiveStartKey: Key,
      Limit: 5,
      ReturnConsumedCapacity,
    },
    {
      TableName,
      IndexName: 'by-indexed',
      ScanFilter: { number: { ComparisonOperator: 'GT', AttributeValueList: [{ N: '1' }] } },
      ConditionalOperator: 'AND',
      Select: 'COUNT',
    },
  ),
  ...dynamoDb('BatchGetItem', {
    RequestItems: {
      [TableName]: {
        Keys: [Key],
        ProjectionExpression: '#n',
        ExpressionAttributeNames: { '#n': 'number' },
        ConsistentRead: true,
      },
    },
    ReturnConsumedCapacity,
  }),
  ...dynamoDb('BatchWriteItem', {
    RequestItems: {
      [TableName]: [{ PutRequest: { Item } }, { DeleteRequest: { Key: { pk: { S: 'b' } } } }],
    },
    ReturnConsumedCapacity,
    ReturnItemCollectionMetrics: 'SIZE',
  }),
];
