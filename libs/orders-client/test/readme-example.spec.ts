import { createOrdersClient } from '@cross-account/orders-client';
import type { paths } from '@cross-account/orders-client/services/food';

const order = {
  orderId: '1',
  orderDate: '',
  createdAt: '',
  fullName: 'Ada Lovelace',
  food: 'pizza',
};
const fetch = () => Promise.resolve(Response.json({ message: '', order }, { status: 201 }));

async function example() {
  // #region example
  const client = createOrdersClient<paths>({
    baseUrl: 'https://food.orders.example.com/v1',
    fetch,
  });

  const { data, error } = await client.POST('/orders', {
    body: { fullName: 'Ada Lovelace', food: 'pizza' },
  });
  // #endregion
  return { data, error };
}

describe('the example of the README', () => {
  it('places an order', async () => {
    expect(await example()).toMatchObject({ data: { order }, error: undefined });
  });
});
