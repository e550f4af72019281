import * as z from 'zod/mini';
import { getOrder } from '../../src/adapters/http/operations/get-order';
import { listOrders } from '../../src/adapters/http/operations/list-orders';
import { placeOrder } from '../../src/adapters/http/operations/place-order';
import {
  environmentKeys,
  environmentOf,
  readEnvironment,
  readVariables,
} from '../../src/config/environment';

const all = { TABLE_NAME: 'orders', INDEX_NAME: 'newest-first', SHARD_COUNT: '4' };

describe('the environment of a function', () => {
  it('is read from the variables that the construct sets', () => {
    for (const one of [placeOrder, listOrders, getOrder]) {
      const variables = environmentOf(one, all);
      expect(Object.keys(variables)).toEqual(environmentKeys(one));
      expect(Object.keys(readEnvironment(one, variables))).toEqual(environmentKeys(one));
    }
    expect(readEnvironment(listOrders, all)).toEqual({ ...all, SHARD_COUNT: 4 });
  });

  it('has only what the function needs', () => {
    expect(environmentOf(getOrder, all)).toEqual({ TABLE_NAME: 'orders' });
    expect(environmentKeys(placeOrder)).toEqual(['TABLE_NAME', 'SHARD_COUNT']);
  });

  it('names function and variable if one is missing', () => {
    expect(() => readEnvironment(placeOrder, { SHARD_COUNT: '4' })).toThrow(
      'place-order: environment variable TABLE_NAME is missing',
    );
    expect(() => readEnvironment(getOrder, { TABLE_NAME: '' })).toThrow('TABLE_NAME is empty');
  });

  it('names every invalid variable', () => {
    const variables = { ...all, TABLE_NAME: undefined, INDEX_NAME: '' };
    expect(() => readEnvironment(listOrders, variables)).toThrow(
      new Error('list-orders: environment variable TABLE_NAME is missing; INDEX_NAME is empty'),
    );
  });

  it('defaults to that of the process', () => {
    const environment = jest.replaceProperty(process, 'env', { TABLE_NAME: 'orders' });
    expect(readEnvironment(getOrder)).toEqual({ TABLE_NAME: 'orders' });
    environment.restore();
  });

  it.each(['1', '64'])('accepts SHARD_COUNT "%s"', (count) => {
    const { SHARD_COUNT } = readEnvironment(placeOrder, { ...all, SHARD_COUNT: count });
    expect(SHARD_COUNT).toBe(Number(count));
  });

  it.each(['0', '65', '00065', '-1', '1.5', '1e1', ' 4', 'four'])(
    'rejects SHARD_COUNT "%s"',
    (count) => {
      expect(() => readEnvironment(placeOrder, { ...all, SHARD_COUNT: count })).toThrow(
        'SHARD_COUNT must be a whole number from 1 to 64',
      );
    },
  );
});

describe('the variables of a custom operation', () => {
  const schema = z.object({ QUEUE_URL: z.url('must be a URL') });

  it('are parsed by their schema', () => {
    const variables = { QUEUE_URL: 'https://sqs.example.com/1/queue' };
    expect(readVariables({ name: 'cancel-order' }, schema, variables)).toEqual(variables);
  });

  it('are named if they are invalid', () => {
    expect(() => readVariables({ name: 'cancel-order' }, schema, {})).toThrow(
      new Error('cancel-order: environment variable QUEUE_URL must be a URL'),
    );
  });
});
