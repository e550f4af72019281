import type { Order } from '../../../src/domain/order';
import type { AddOutcome } from '../../../src/ports/order-store';
import { sampleOrder, soup } from '../../support/samples';
import {
  dynamoError,
  withScriptedDynamoDb,
  type ScriptedAnswer,
} from '../../support/scripted-dynamodb';
import { dynamoOrderWriter } from '../../../src/adapters/dynamodb/order-writer';
import { toItem } from '../../../src/adapters/dynamodb/stored-order';

const settings = { tableName: 'orders', shardCount: 4, service: soup };
const order = sampleOrder(1);

const addAgainst = (...answers: ScriptedAnswer[]): Promise<AddOutcome> =>
  withScriptedDynamoDb(answers, (client) => dynamoOrderWriter(client, settings).add(order));

/** Returns an item in DynamoDB's wire format. */
function wireItem(existing: Order): object {
  return Object.fromEntries(
    Object.entries(toItem(existing, settings.shardCount)).map(([name, value]) => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: String(value) },
    ]),
  );
}

const refusal = (existing: Order) =>
  dynamoError('ConditionalCheckFailedException', 400, { Item: wireItem(existing) });

describe('dynamoOrderWriter', () => {
  it('requests the existing item in the same write', async () => {
    await withScriptedDynamoDb([{ status: 200, body: {} }], async (client, requests) => {
      expect(await dynamoOrderWriter(client, settings).add(order)).toEqual({ added: true });
      expect(requests).toMatchObject([
        {
          TableName: 'orders',
          Item: wireItem(order),
          ConditionExpression: 'attribute_not_exists(#id)',
          ExpressionAttributeNames: { '#id': 'orderId' },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      ]);
    });
  });

  it("returns the existing order, read from DynamoDB's wire format", async () => {
    const existing = { ...order, fullName: 'Grace' };
    expect(await addAgainst(refusal(existing))).toEqual({ added: false, existing });
  });

  it('returns its own order if the response to a first attempt was lost', async () => {
    expect(await addAgainst('lost', refusal(order))).toEqual({ added: false, existing: order });
  });

  it('is unavailable if the time budget of the operation is used up', async () => {
    const spent = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    await expect(addAgainst({ status: 200, body: {} })).rejects.toMatchObject({
      code: 'SERVICE.UNAVAILABLE',
      cause: { name: 'AbortError' },
    });
    spent.mockRestore();
  });

  it('fails if a failed condition comes without the existing order', async () => {
    await expect(addAgainst(dynamoError('ConditionalCheckFailedException'))).rejects.toMatchObject({
      message: 'the table refused an order without returning the existing one',
      cause: { name: 'ConditionalCheckFailedException' },
    });
  });

  it('rejects an item that is not an order', async () => {
    const strange = dynamoError('ConditionalCheckFailedException', 400, {
      Item: { a: { S: 'b' } },
    });
    await expect(addAgainst(strange)).rejects.toThrow('is not an order: orderId');
  });

  it.each([
    ['a throttled table', dynamoError('ProvisionedThroughputExceededException')],
    ['throttled calls', dynamoError('ThrottlingException')],
    ['a fault of DynamoDB', dynamoError('InternalServerError', 500)],
    ['an answer of something between', { status: 503, body: {} }],
  ] satisfies [string, ScriptedAnswer][])('is unavailable with %s', async (_, answer) => {
    await expect(addAgainst(answer)).rejects.toMatchObject({ code: 'SERVICE.UNAVAILABLE' });
  });

  it.each(['AccessDeniedException', 'ResourceNotFoundException', 'ValidationException'])(
    'rethrows %s: a retry would not help',
    async (name) => {
      await expect(addAgainst(dynamoError(name))).rejects.toMatchObject({ name });
    },
  );

  it.each([0, 65, 1.5, Number.NaN])('rejects %d shards', async (shardCount) => {
    await withScriptedDynamoDb([], (client) => {
      expect(() => dynamoOrderWriter(client, { ...settings, shardCount })).toThrow(
        `shardCount must be between 1 and 64, got ${shardCount}`,
      );
      return Promise.resolve();
    });
  });
});
