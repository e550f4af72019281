import {
  environmentKeys,
  environmentOf,
  orderFunctionNames,
  readEnvironment,
} from '../../src/config/environment';

const all = { TABLE_NAME: 'orders', INDEX_NAME: 'newest-first', SHARD_COUNT: '4' };

describe('the environment of a function', () => {
  it('is read from the variables that the construct writes', () => {
    for (const name of orderFunctionNames) {
      const variables = environmentOf(name, all);
      expect(Object.keys(variables)).toEqual(environmentKeys(name));
      expect(Object.keys(readEnvironment(name, variables))).toEqual(environmentKeys(name));
    }
    expect(readEnvironment('list-orders', all)).toEqual({ ...all, SHARD_COUNT: 4 });
  });

  it('holds only what the function needs', () => {
    expect(environmentOf('get-order', all)).toEqual({ TABLE_NAME: 'orders' });
    expect(environmentKeys('place-order')).toEqual(['TABLE_NAME', 'SHARD_COUNT']);
  });

  it('names function and variable when one is missing', () => {
    expect(() => readEnvironment('place-order', { SHARD_COUNT: '4' })).toThrow(
      'place-order: environment variable TABLE_NAME is missing',
    );
    expect(() => readEnvironment('get-order', { TABLE_NAME: '' })).toThrow('TABLE_NAME is empty');
  });

  it('names every variable that is wrong', () => {
    const variables = { ...all, TABLE_NAME: undefined, INDEX_NAME: '' };
    expect(() => readEnvironment('list-orders', variables)).toThrow(
      new Error('list-orders: environment variable TABLE_NAME is missing; INDEX_NAME is empty'),
    );
  });

  it('is that of the process where no other is given', () => {
    const environment = jest.replaceProperty(process, 'env', { TABLE_NAME: 'orders' });
    expect(readEnvironment('get-order')).toEqual({ TABLE_NAME: 'orders' });
    environment.restore();
  });

  it.each(['1', '64'])('may have SHARD_COUNT "%s"', (count) => {
    const { SHARD_COUNT } = readEnvironment('place-order', { ...all, SHARD_COUNT: count });
    expect(SHARD_COUNT).toBe(Number(count));
  });

  it.each(['0', '65', '00065', '-1', '1.5', '1e1', ' 4', 'four'])(
    'refuses SHARD_COUNT "%s"',
    (count) => {
      expect(() => readEnvironment('place-order', { ...all, SHARD_COUNT: count })).toThrow(
        'SHARD_COUNT must be a whole number from 1 to 64',
      );
    },
  );
});
