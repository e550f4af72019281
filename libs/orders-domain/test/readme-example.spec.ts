import { defineService, wholeNumber } from '@cross-account/orders-domain';
import {
  defineApi,
  defineOperation,
  orderBody,
  orderIdParameter,
  orderOperations,
} from '@cross-account/orders-domain/http';

// #region example
const bakery = defineService({
  name: 'bakery',
  items: ['bread', 'roll'],
  fields: { quantity: wholeNumber({ min: 1, max: 50, default: 1, description: 'How many' }) },
});

const showOrder = defineOperation({
  name: 'show-order',
  method: 'GET',
  path: '/orders/{orderId}/label',
  summary: 'Show what is printed on the bag',
  parameters: { orderId: orderIdParameter },
  success: { status: 200, description: 'The order.', body: orderBody },
  problems: ['ORDER.NOT_FOUND'],
  access: ['get'],
});

const api = defineApi({ service: bakery, operations: [...orderOperations, showOrder] });
// #endregion

describe('the example of the README', () => {
  it('is a service with four operations', () => {
    expect(api.operations.map(({ name }) => name)).toEqual([
      'place-order',
      'list-orders',
      'get-order',
      'show-order',
    ]);
  });
});
