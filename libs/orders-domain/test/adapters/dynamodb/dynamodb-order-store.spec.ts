import * as fc from 'fast-check';
import { newestFirst } from '../../../src/domain/order-position';
import { listAll } from '../../support/list-all';
import { startLocalDynamoDb, type LocalDynamoDb } from '../../support/local-dynamodb';
import { describeOrderStore } from '../../support/order-store-contract';
import { sampleOrder } from '../../support/samples';

let database: LocalDynamoDb;
beforeAll(async () => {
  database = await startLocalDynamoDb();
});
afterAll(() => database.stop());

describeOrderStore('DynamoDB with one shard', async () => (await database.createTable())(1));
describeOrderStore('DynamoDB with eight shards', async () => (await database.createTable())(8));

describe('an operation whose budget is spent', () => {
  it('is unavailable, whatever it does', async () => {
    const store = (await database.createTable())(2);
    const { orderId } = sampleOrder(1);
    jest.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    const unavailable = { code: 'SERVICE.UNAVAILABLE', cause: { name: 'AbortError' } };
    await expect(store.add(sampleOrder(1))).rejects.toMatchObject(unavailable);
    await expect(store.get(orderId)).rejects.toMatchObject(unavailable);
    await expect(store.list({ limit: 1 })).rejects.toMatchObject(unavailable);
    jest.restoreAllMocks();
  });
});

describe('listing over shards', () => {
  it('lists each order once, newest first, while others arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: 0, max: 16 }),
        async (shardCount, limit, count) => {
          const store = (await database.createTable())(shardCount);
          const orders = Array.from({ length: count }, (_, n) => sampleOrder(n));
          await Promise.all(orders.map((order) => store.add(order)));
          const listed = await listAll(store, { limit }, async (page) => {
            await store.add(sampleOrder(1_000 + page));
          });
          expect(listed).toEqual(orders.sort(newestFirst));
        },
      ),
      { numRuns: 10 },
    );
  });

  it('still finds every order after the shard count has grown', async () => {
    const storeWith = await database.createTable();
    const orders = Array.from({ length: 12 }, (_, n) => sampleOrder(n));
    for (const [n, order] of orders.entries()) await storeWith(n < 6 ? 2 : 5).add(order);
    expect(await listAll(storeWith(5), { limit: 4 })).toEqual(orders.sort(newestFirst));
  });
});
