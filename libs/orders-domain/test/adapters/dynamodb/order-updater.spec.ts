import { dynamoOrderFinder } from '../../../src/adapters/dynamodb/order-finder';
import { dynamoOrderUpdater } from '../../../src/adapters/dynamodb/order-updater';
import { toItem } from '../../../src/adapters/dynamodb/stored-order';
import { defineIndex } from '../../../src/domain/order-index';
import type { Order } from '../../../src/domain/order';
import { sampleOrder, soup } from '../../support/samples';
import {
  dynamoError,
  withScriptedDynamoDb,
  type ScriptedAnswer,
} from '../../support/scripted-dynamodb';

const settings = { tableName: 'orders', service: soup };
const order = sampleOrder(1);
const canceledAt = '2026-11-22T13:00:00.000Z';
const change = { set: { canceledAt }, onlyIf: { canceledAt: { absent: true } } } as const;

function wireItem(existing: Order): object {
  return Object.fromEntries(
    Object.entries(toItem(existing, 4)).map(([name, value]) => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: String(value) },
    ]),
  );
}

const refusal = (existing?: Order) =>
  dynamoError('ConditionalCheckFailedException', 400, existing && { Item: wireItem(existing) });

const updateAgainst = (...answers: ScriptedAnswer[]) =>
  withScriptedDynamoDb(answers, (client) =>
    dynamoOrderUpdater(client, settings).update(order.orderId, change),
  );

describe('dynamoOrderUpdater', () => {
  it('changes the order in one conditional write, regardless of the names of its fields', async () => {
    const changed = { ...order, canceledAt };
    const answer = { status: 200, body: { Attributes: wireItem(changed) } };
    await withScriptedDynamoDb([answer], async (client, requests) => {
      const updater = dynamoOrderUpdater(client, settings);
      expect(await updater.update(order.orderId, change)).toEqual({
        updated: true,
        order: changed,
      });
      expect(requests).toEqual([
        {
          TableName: 'orders',
          Key: { orderId: { S: order.orderId } },
          UpdateExpression: 'SET #set0 = :set0',
          ConditionExpression: 'attribute_exists(#id) AND attribute_not_exists(#if0)',
          ExpressionAttributeNames: {
            '#id': 'orderId',
            '#set0': 'canceledAt',
            '#if0': 'canceledAt',
          },
          ExpressionAttributeValues: { ':set0': { S: canceledAt } },
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      ]);
    });
  });

  it('makes no call for an invalid ID', async () => {
    await withScriptedDynamoDb([], async (client, requests) => {
      expect(await dynamoOrderUpdater(client, settings).update('a#b', change)).toEqual({
        updated: false,
        existing: undefined,
      });
      expect(requests).toEqual([]);
    });
  });

  it('succeeds if the response to the first attempt was lost', async () => {
    const changed = { ...order, canceledAt };
    expect(await updateAgainst('lost', refusal(changed))).toEqual({
      updated: true,
      order: changed,
    });
  });

  it('returns the order that did not meet the conditions', async () => {
    const existing = { ...order, canceledAt: '2026-11-22T12:30:00.000Z' };
    expect(await updateAgainst(refusal(existing))).toEqual({ updated: false, existing });
    expect(await updateAgainst(refusal())).toEqual({ updated: false, existing: undefined });
  });

  it('is unavailable with a throttled table, and rethrows any other error', async () => {
    await expect(updateAgainst(dynamoError('ThrottlingException'))).rejects.toMatchObject({
      code: 'SERVICE.UNAVAILABLE',
    });
    await expect(updateAgainst(dynamoError('AccessDeniedException'))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});

describe('dynamoOrderFinder', () => {
  it('continues if a page of DynamoDB ends early', async () => {
    const index = defineIndex({ name: 'by-full-name', field: 'fullName' });
    const page = (n: number, more: boolean) => ({
      status: 200,
      body: {
        Items: [wireItem(sampleOrder(n))],
        ...(more && { LastEvaluatedKey: { orderId: { S: sampleOrder(n).orderId } } }),
      },
    });
    const answers = [page(3, true), page(2, true), page(1, false)];
    await withScriptedDynamoDb(answers, async (client, requests) => {
      const finder = dynamoOrderFinder(client, { ...settings, index });
      expect(await finder.find('Ada', { limit: 5 })).toEqual({
        orders: [3, 2, 1].map((n) => sampleOrder(n)),
        more: false,
      });
      expect(requests).toMatchObject([
        { IndexName: 'by-full-name', Limit: 6 },
        { Limit: 5, ExclusiveStartKey: { orderId: { S: sampleOrder(3).orderId } } },
        { Limit: 4 },
      ]);
    });
  });
});
