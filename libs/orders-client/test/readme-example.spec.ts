import { fromEnv } from '@aws-sdk/credential-provider-env';
import { createOrdersClient } from '@cross-account/orders-client';
import type { paths } from '@cross-account/orders-client/services/food';
import { signing } from '@cross-account/orders-client/signing';

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

function signed() {
  // #region signed
  const client = createOrdersClient<paths>({
    baseUrl: 'https://food.orders.example.com/v1',
    fetch: signing(fetch, { region: 'eu-central-1', credentials: fromEnv() }),
  });
  // #endregion
  return client;
}

afterEach(() => jest.restoreAllMocks());

describe('the example of the README', () => {
  it('places an order', async () => {
    expect(await example()).toMatchObject({ data: { order }, error: undefined });
  });

  it('reads orders with a signature', async () => {
    const variables = { AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
    jest.replaceProperty(process, 'env', { ...process.env, ...variables });
    const { response } = await signed().GET('/orders');
    expect(response.status).toBe(201);
  });
});
