import { dynamoOrderUpdater } from '../../../src/adapters/dynamodb/order-updater';
import type { Order } from '../../../src/domain/order';
import { sampleOrder, soup } from '../../support/samples';
import {
  dynamoError,
  wireItem,
  withScriptedDynamoDb,
  type ScriptedAnswer,
} from '../../support/scripted-dynamodb';

const settings = { tableName: 'orders', service: soup };
const order = sampleOrder(1);
const canceledAt = '2026-11-22T13:00:00.000Z';
const change = { set: { canceledAt }, onlyIf: { canceledAt: { absent: true } } } as const;

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

  it('sets several fields, and compares others, in the same write', async () => {
    const changed = { ...order, canceledAt };
    const several = {
      set: { canceledAt, note: 'too late' },
      onlyIf: {
        quantity: { atLeast: 2 },
        createdAt: { atMost: canceledAt },
        item: { equals: 'tea' },
      },
    } as const;
    const answer = { status: 200, body: { Attributes: wireItem(changed) } };
    await withScriptedDynamoDb([answer], async (client, requests) => {
      await dynamoOrderUpdater(client, settings).update(order.orderId, several);
      expect(requests).toMatchObject([
        {
          UpdateExpression: 'SET #set0 = :set0, #set1 = :set1',
          ConditionExpression:
            'attribute_exists(#id) AND #if0 >= :if0 AND #if1 <= :if1 AND #if2 = :if2',
          ExpressionAttributeNames: {
            '#set1': 'note',
            '#if0': 'quantity',
            '#if1': 'createdAt',
            '#if2': 'item',
          },
          ExpressionAttributeValues: {
            ':set1': { S: 'too late' },
            ':if0': { N: '2' },
            ':if1': { S: canceledAt },
            ':if2': { S: 'tea' },
          },
        },
      ]);
    });
  });

  it('accepts a field that is not stored if its default meets the condition', async () => {
    const answer = { status: 200, body: { Attributes: wireItem(order) } };
    await withScriptedDynamoDb([answer], async (client, requests) => {
      const single = { set: { note: 'one' }, onlyIf: { quantity: { atMost: 1 } } };
      await dynamoOrderUpdater(client, settings).update(order.orderId, single);
      expect(requests).toMatchObject([
        {
          ConditionExpression:
            'attribute_exists(#id) AND (attribute_not_exists(#if0) OR #if0 <= :if0)',
        },
      ]);
    });
  });

  it('does not succeed with an order that has only a part of the change', async () => {
    const existing = { ...order, canceledAt };
    const update = { set: { canceledAt, note: 'too late' } };
    await withScriptedDynamoDb([refusal(existing)], async (client) => {
      expect(await dynamoOrderUpdater(client, settings).update(order.orderId, update)).toEqual({
        updated: false,
        existing,
      });
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
