import { dynamoOrderFinder } from '../../../src/adapters/dynamodb/order-finder';
import { defineIndex } from '../../../src/domain/order-index';
import { positionOf } from '../../../src/domain/order-position';
import type { OrderQuery } from '../../../src/ports/order-store';
import { sampleOrder, soup } from '../../support/samples';
import { wireItem, withScriptedDynamoDb } from '../../support/scripted-dynamodb';

const index = defineIndex({ name: 'by-full-name', field: 'fullName' });
const settings = { tableName: 'orders', service: soup, index };

const orders = (...numbers: readonly number[]) => numbers.map((n) => sampleOrder(n));
const keyOf = (n: number) => ({ orderId: { S: sampleOrder(n).orderId } });

/** Returns a page with these orders, and whether there are more. */
const page = (numbers: readonly number[], more = false) => ({
  status: 200,
  body: {
    Items: orders(...numbers).map(wireItem),
    ...(more && { LastEvaluatedKey: keyOf(numbers.at(-1) ?? 0) }),
  },
});

/** Returns the found orders, and the requests to DynamoDB. */
async function found(query: OrderQuery, ...pages: readonly ReturnType<typeof page>[]) {
  return withScriptedDynamoDb(pages, async (client, requests) => ({
    result: await dynamoOrderFinder(client, settings).find('Ada', query),
    requests,
  }));
}

describe('dynamoOrderFinder', () => {
  it('queries the index, newest orders first', async () => {
    const { requests } = await found({ limit: 5 }, page([1]));
    expect(requests).toEqual([
      {
        TableName: 'orders',
        IndexName: 'by-full-name',
        KeyConditionExpression: '#field = :value AND #position BETWEEN :from AND :to',
        ExpressionAttributeNames: { '#field': 'fullName', '#position': 'createdAtOrderId' },
        ExpressionAttributeValues: {
          ':value': { S: 'Ada' },
          ':from': { S: '/' },
          ':to': { S: ':' },
        },
        ScanIndexForward: false,
        Limit: 6,
      },
    ]);
  });

  it('continues after an order, without that one', async () => {
    const after = positionOf(sampleOrder(3));
    const { result, requests } = await found({ limit: 2, after }, page([3, 2, 1]));
    expect(result).toEqual({ orders: orders(2, 1), more: false });
    expect(requests).toMatchObject([
      { Limit: 4, ExpressionAttributeValues: { ':to': { S: after } } },
    ]);
  });

  it.each([
    ['more orders than the limit', [3, 2, 1], { orders: orders(3, 2), more: true }],
    ['as many orders as the limit', [3, 2], { orders: orders(3, 2), more: false }],
    ['no orders', [], { orders: [], more: false }],
  ])('finds %s', async (_what, numbers, expected) => {
    expect((await found({ limit: 2 }, page(numbers))).result).toEqual(expected);
  });

  it('finds nothing in a response without items', async () => {
    const empty = { status: 200, body: {} } as ReturnType<typeof page>;
    expect((await found({ limit: 2 }, empty)).result).toEqual({ orders: [], more: false });
  });

  it('continues if a page of DynamoDB ends early', async () => {
    const { result, requests } = await found(
      { limit: 5 },
      page([3], true),
      page([2], true),
      page([1]),
    );
    expect(result).toEqual({ orders: orders(3, 2, 1), more: false });
    expect(requests).toMatchObject([
      { Limit: 6 },
      { Limit: 5, ExclusiveStartKey: keyOf(3) },
      { Limit: 4, ExclusiveStartKey: keyOf(2) },
    ]);
  });

  it('reads no further page than it needs', async () => {
    const { result, requests } = await found({ limit: 1 }, page([3, 2], true));
    expect(result).toEqual({ orders: orders(3), more: true });
    expect(requests).toHaveLength(1);
  });
});
