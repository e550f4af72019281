/** Tests the client that apps in the consumer's network use, with the services. */
import { createOrdersClient, httpsFetch } from '@cross-account/orders-client';
import type { paths } from '@cross-account/orders-client/services/food';
import { signing } from '@cross-account/orders-client/signing';
import { lookup } from './support/client';
import { eventually } from './support/eventually';
import { uniqueName } from './support/orders-api';
import { signatureOf } from './support/signature';
import { authorityOf, currentTarget, urlOf } from './support/target';

const baseUrl = urlOf(currentTarget(), 'food');
const ca = authorityOf(currentTarget());
const signature = signatureOf(currentTarget());
const unsigned = httpsFetch({ lookup, ...(ca && { ca }) });
const fetchOnce = signature ? signing(unsigned, signature) : unsigned;

describe('the typed client', () => {
  it('places one order, even if the first response is lost, and reads it back', async () => {
    let attempts = 0;
    const client = createOrdersClient<paths>({
      baseUrl,
      fetch: async (request) => {
        attempts++;
        const answer = await fetchOnce(request);
        if (attempts === 1) throw new Error('the connection was lost');
        return answer;
      },
    });
    const fullName = uniqueName();
    const { data } = await client.POST('/orders', { body: { fullName, food: 'pizza' } });
    const order = data?.order;
    expect([attempts, order?.fullName]).toEqual([2, fullName]);
    const params = { path: { orderId: order?.orderId ?? '' } };
    expect((await client.GET('/orders/{orderId}', { params })).data).toEqual(order);
    const listed = await eventually(
      async () => {
        const page = await client.GET('/orders', { params: { query: { limit: 100 } } });
        return (page.data?.orders ?? []).filter((one) => one.fullName === fullName);
      },
      (orders) => orders.length > 0,
    );
    expect(listed).toEqual([order]);
  });

  it('returns the problem if the service rejects the request', async () => {
    const client = createOrdersClient<paths>({ baseUrl, fetch: fetchOnce });
    const params = { path: { orderId: 'none' } };
    const { error, response } = await client.GET('/orders/{orderId}', { params });
    expect([response.status, error]).toMatchObject([404, { code: 'ORDER.NOT_FOUND' }]);
  });
});
