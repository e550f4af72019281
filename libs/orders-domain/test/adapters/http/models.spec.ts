import AjvDraft4 from 'ajv-draft-04';
import * as fc from 'fast-check';
import * as z from 'zod/mini';
import { food } from '../../support/samples';
import { placeOrderBody } from '../../../src/adapters/http/bodies';
import {
  orderListModel,
  orderModel,
  placedOrderModel,
  placeOrderModel,
  problemModel,
} from '../../../src/adapters/http/models';

describe('placeOrderModel', () => {
  it('requires both fields, allows no other, and lists the menu', () => {
    expect(placeOrderModel(food)).toMatchObject({
      type: 'object',
      required: ['fullName', 'food'],
      additionalProperties: false,
      properties: { food: { type: 'string', enum: ['pizza', 'hamburger', 'salat'] } },
    });
  });

  it.each([
    ['as the function does', true],
    ['also where patterns are read without the `u` flag, as by API Gateway', false],
  ])('accepts what the function accepts, and nothing else: %s', (_how, unicodeRegExp) => {
    const accepts = new AjvDraft4({ unicodeRegExp }).compile(placeOrderModel(food));
    const name = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.string({
        unit: fc.integer({ min: 0xd700, max: 0xe000 }).map((n) => String.fromCharCode(n)),
      }),
      fc.integer({ min: 199, max: 201 }).map((count) => '🍕'.repeat(count)),
      fc.constantFrom('\ufffd', 'Zo\ufffd', '\ufeffAda', '\u0000', '\u0085', '\u180e'),
      fc.tuple(fc.nat(3), fc.nat(210), fc.nat(3)).map(([a, b, c]) => {
        return ' '.repeat(a) + 'x'.repeat(b) + ' '.repeat(c);
      }),
    );
    const item = fc.constantFrom('pizza', 'salat', 'tea', 1, null, undefined);
    fc.assert(
      fc.property(fc.record({ fullName: fc.oneof(name, fc.anything()), food: item }), (raw) => {
        const body: unknown = JSON.parse(JSON.stringify(raw));
        expect(accepts(body)).toBe(z.safeParse(placeOrderBody(food), body).success);
      }),
      { numRuns: 300 },
    );
  });
});

const order = {
  type: 'object',
  properties: {
    orderId: { type: 'string', pattern: '^[0-9a-f]{32}$' },
    orderDate: { type: 'string', pattern: expect.any(String) as string },
    createdAt: { type: 'string', pattern: expect.any(String) as string },
    fullName: { type: 'string' },
    food: { type: 'string' },
  },
  required: ['orderId', 'orderDate', 'createdAt', 'fullName', 'food'],
  additionalProperties: false,
};

describe('the models of the answers', () => {
  it('have the fields of an order, and no other', () => {
    expect(orderModel(food)).toEqual(order);
  });

  it('have the message and the order that was placed', () => {
    expect(placedOrderModel(food)).toEqual({
      type: 'object',
      properties: { message: { type: 'string', enum: ['successfully placed order!'] }, order },
      required: ['message', 'order'],
      additionalProperties: false,
    });
  });

  it('have a page of orders, and a token where there is a next one', () => {
    expect(orderListModel(food)).toEqual({
      type: 'object',
      properties: {
        orders: { type: 'array', items: order, maxItems: 100 },
        nextToken: {
          type: 'string',
          description: 'Asks for the next page; absent on the last one.',
        },
      },
      required: ['orders'],
      additionalProperties: false,
    });
  });
});

describe('every model', () => {
  it('is valid draft 4 and names no dialect', () => {
    const models = [placeOrderModel, placedOrderModel, orderListModel, orderModel, problemModel];
    for (const model of models) {
      const schema = model(food);
      expect(schema).not.toHaveProperty('$schema');
      expect(new AjvDraft4().validateSchema(schema)).toBe(true);
    }
  });
});
