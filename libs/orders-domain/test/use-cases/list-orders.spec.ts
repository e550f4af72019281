import { positionOf } from '../../src/domain/order-position';
import type { OrderPage, OrderQuery } from '../../src/ports/order-store';
import { sampleOrder } from '../support/samples';
import { listOrders } from '../../src/use-cases/list-orders';

const orders = [sampleOrder(2), sampleOrder(1)];

/** Lists from a store with this page, and records the queries. */
function listing(page: OrderPage) {
  const queries: OrderQuery[] = [];
  const list = (query: OrderQuery) => {
    queries.push(query);
    return Promise.resolve(page);
  };
  return { queries, list: listOrders({ orders: { list } }) };
}

describe('listOrders', () => {
  it('continues after the last order of the page', async () => {
    const { queries, list } = listing({ orders, more: true });
    const query = { orderDate: '2026-11-22', limit: 2, after: 'a position' };
    expect(await list(query)).toEqual({ orders, next: positionOf(sampleOrder(1)) });
    expect(queries).toEqual([query]);
  });

  it.each([
    ['the last page', orders, false],
    ['a page without an order', [], true],
    ['nothing', [], false],
  ])('ends with %s', async (_what, found, more) => {
    const listed = await listing({ orders: found, more }).list({ limit: 2 });
    expect(listed).toEqual({ orders: found });
    expect(listed).not.toHaveProperty('next');
  });
});
