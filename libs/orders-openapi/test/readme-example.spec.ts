import { defineService } from '@cross-account/orders-domain';
import { defineApi, orderOperations } from '@cross-account/orders-domain/http';
import { openApiDocument } from '@cross-account/orders-openapi';

// #region example
const service = defineService({ name: 'bakery', items: ['bread', 'roll'] });
const api = defineApi({ service, operations: [...orderOperations] });

const document = openApiDocument(api, { serverUrl: 'https://bakery.orders.example.com/v1' });
// #endregion

describe('the example of the README', () => {
  it('is a document of the default operations', () => {
    expect(Object.keys(document.paths)).toEqual(['/orders', '/orders/{orderId}']);
    expect(document.servers).toEqual([{ url: 'https://bakery.orders.example.com/v1' }]);
  });
});
