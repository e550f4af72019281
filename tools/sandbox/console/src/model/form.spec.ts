import type { JsonSchema } from '@sandbox/front-doors/console/wire';
import { bodyOf, fieldsOf, WHOLE } from './form';

const schema: JsonSchema = {
  type: 'object',
  properties: {
    fullName: { type: 'string', description: 'Who orders' },
    food: { type: 'string', enum: ['pizza', 'salat'] },
    count: { type: 'integer', default: 1 },
    price: { type: 'number' },
    gift: { type: 'boolean' },
    deliveryDate: { type: 'string' },
    toppings: { type: 'array', items: { type: 'string' } },
    rating: { enum: [1, 2] },
  },
  required: ['fullName', 'food'],
};

describe('a form generated from a model', () => {
  const fields = fieldsOf(schema, { fullName: 'Ada', food: 'pizza' });

  it('has a suitable field for each property', () => {
    expect(Object.fromEntries(fields.map(({ name, kind }) => [name, kind]))).toEqual({
      fullName: 'text',
      food: 'choice',
      count: 'integer',
      price: 'number',
      gift: 'boolean',
      deliveryDate: 'date',
      toppings: 'json',
      rating: 'json',
    });
  });

  it('starts with examples of required fields, and with defaults', () => {
    const filled = fields.filter(({ initial }) => initial !== '');
    expect(filled.map(({ name, initial }) => [name, initial])).toEqual([
      ['fullName', 'Ada'],
      ['food', 'pizza'],
      ['count', '1'],
    ]);
  });

  it('creates a body without empty fields', () => {
    const values = {
      ...{ fullName: '007', food: 'salat', count: '2', price: '1.5', gift: 'false' },
      toppings: '["basil"]',
    };
    const made = bodyOf(fields, values);
    expect(made).toEqual({
      body: '{"fullName":"007","food":"salat","count":2,"price":1.5,"gift":false,"toppings":["basil"]}',
    });
  });

  it.each([
    ['a missing required value', { fullName: '' }, { fullName: 'is required' }],
    ['a fraction for a whole number', { count: '1.5' }, { count: 'must be of type integer' }],
    ['a word for a number', { price: 'cheap' }, { price: 'must be of type number' }],
    ['broken JSON', { toppings: '[' }, { toppings: 'must be JSON' }],
  ])('reports %s', (_what, changed, problems) => {
    const values = { fullName: 'Ada', food: 'pizza', ...changed };
    expect(bodyOf(fields, values)).toEqual({ problems });
  });

  it('is one JSON field for a model without properties', () => {
    const [whole, ...more] = fieldsOf({ type: 'array' }, ['a']);
    expect({ whole, more }).toMatchObject({ whole: { name: WHOLE, kind: 'json' }, more: [] });
    expect(bodyOf(fieldsOf({ type: 'array' }), { [WHOLE]: '[1, 2]' })).toEqual({ body: '[1,2]' });
  });
});
