import * as fc from 'fast-check';
import { newestFirst, positionOf } from '../../../src/domain/order-position';
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

describe('an operation without remaining time budget', () => {
  it('is unavailable, regardless of its kind', async () => {
    const store = (await database.createTable())(2);
    const { orderId } = sampleOrder(1);
    jest.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    const unavailable = { code: 'SERVICE.UNAVAILABLE', cause: { name: 'AbortError' } };
    await expect(store.add(sampleOrder(1))).rejects.toMatchObject(unavailable);
    await expect(store.get(orderId)).rejects.toMatchObject(unavailable);
    await expect(store.list({ limit: 1 })).rejects.toMatchObject(unavailable);
    await expect(store.find('Ada', { limit: 1 })).rejects.toMatchObject(unavailable);
    const change = { set: { note: 'hot' } };
    await expect(store.update(orderId, change)).rejects.toMatchObject(unavailable);
    jest.restoreAllMocks();
  });
});

describe('listing over shards', () => {
  it('lists each order once, newest first, while others are placed', async () => {
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

describe('finding by an index', () => {
  it("finds a value's orders page by page, newest first, and no others", async () => {
    const store = (await database.createTable())(4);
    const ofAda = Array.from({ length: 5 }, (_, n) => ({ ...sampleOrder(n), fullName: 'Ada' }));
    for (const order of [...ofAda, sampleOrder(9)]) await store.add(order);
    const newest = ofAda.sort(newestFirst);
    const first = await store.find('Ada', { limit: 2 });
    expect(first).toEqual({ orders: newest.slice(0, 2), more: true });
    const after = positionOf(newest[1] ?? sampleOrder(0));
    expect(await store.find('Ada', { limit: 3, after })).toEqual({
      orders: newest.slice(2),
      more: false,
    });
    expect(await store.find('Ada', { limit: 9, orderDate: '2026-11-22' })).toMatchObject({
      orders: newest,
    });
    expect(await store.find('Ada', { limit: 9, orderDate: '2026-11-23' })).toMatchObject({
      orders: [],
    });
    expect(await store.find('Grace', { limit: 2 })).toEqual({ orders: [], more: false });
  });
});
