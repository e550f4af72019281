import { exampleIdOf, exampleKey, exampleOrderOf } from '../../../src/adapters/http/example';
import { orderIdFromKey } from '../../../src/domain/order-id';
import { soup } from '../../support/samples';

describe('the example order of a service', () => {
  it('has the ID that its key makes', () => {
    expect(exampleIdOf(soup)).toBe(orderIdFromKey('soup', exampleKey));
  });

  it('has the first item of the menu, with the defaults of the fields', () => {
    expect(exampleOrderOf(soup)).toEqual({
      orderId: exampleIdOf(soup),
      orderDate: '2026-11-22',
      createdAt: '2026-11-22T12:00:00.000Z',
      fullName: 'Ada Lovelace',
      item: 'tomato',
      quantity: 1,
    });
  });
});
