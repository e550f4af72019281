import AjvDraft4 from 'ajv-draft-04';
import * as fc from 'fast-check';
import * as z from 'zod/mini';
import { food, soup } from '../../support/samples';
import { orderBody } from '../../../src/adapters/http/bodies';
import { requestModel, responseModel } from '../../../src/adapters/http/models';
import { orderList } from '../../../src/adapters/http/operations/list-orders';
import { placedOrder, placeOrderRequest } from '../../../src/adapters/http/operations/place-order';

describe('the model of a new order', () => {
  it('requires both fields, allows no other, and lists the menu', () => {
    expect(requestModel(placeOrderRequest, food)).toMatchObject({
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
    const accepts = new AjvDraft4({ unicodeRegExp }).compile(requestModel(placeOrderRequest, food));
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
        expect(accepts(body)).toBe(z.safeParse(placeOrderRequest.schema(food), body).success);
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

describe('the models of the responses', () => {
  it('have the fields of an order, and no others', () => {
    expect(responseModel(orderBody, food)).toEqual(order);
  });

  it('have the message and the placed order', () => {
    expect(responseModel(placedOrder, food)).toEqual({
      type: 'object',
      properties: { message: { type: 'string', enum: ['successfully placed order!'] }, order },
      required: ['message', 'order'],
      additionalProperties: false,
    });
  });

  it('have a page of orders, and a token if there is a next page', () => {
    expect(responseModel(orderList, food)).toEqual({
      type: 'object',
      properties: {
        orders: { type: 'array', items: order, maxItems: 100 },
        nextToken: {
          type: 'string',
          description: 'Requests the next page; absent on the last page.',
        },
      },
      required: ['orders'],
      additionalProperties: false,
    });
  });
});

describe('the models of a service with fields and state', () => {
  const properties = {
    note: { type: 'string', pattern: expect.any(String) as string },
    quantity: { type: 'integer', minimum: 1, maximum: 20, default: 1 },
  };

  it('accept the fields, each optional, but not the state', () => {
    const { properties: taken, required } = requestModel(placeOrderRequest, soup);
    expect(taken).toMatchObject(properties);
    expect(taken).not.toHaveProperty('canceledAt');
    expect(required).toEqual(['fullName', 'soup']);
  });

  it('return the fields and the state, and a default always', () => {
    const { properties: answered, required } = responseModel(orderBody, soup);
    expect(answered).toMatchObject({ ...properties, canceledAt: { type: 'string' } });
    expect(required).toEqual(['orderId', 'orderDate', 'createdAt', 'fullName', 'soup', 'quantity']);
  });
});

describe('every model', () => {
  it.each([food, soup])('is valid draft 4 without a schema URI', (service) => {
    const models = [
      requestModel(placeOrderRequest, service),
      ...[placedOrder, orderList, orderBody].map((body) => responseModel(body, service)),
    ];
    for (const schema of models) {
      expect(schema).not.toHaveProperty('$schema');
      expect(new AjvDraft4().validateSchema(schema)).toBe(true);
    }
  });
});
