import { inTurns } from './benchmark';

it('runs each candidate in every round, in rotating order', async () => {
  const order: string[] = [];
  const candidate = (name: string) => () => {
    order.push(name);
    return Promise.resolve(`${name}${order.length}`);
  };
  const samples = await inTurns(3, ['a', 'b', 'c'].map(candidate));
  expect(order.join('')).toBe('abcbcacab');
  expect(samples).toEqual([
    ['a1', 'a6', 'a8'],
    ['b2', 'b4', 'b9'],
    ['c3', 'c5', 'c7'],
  ]);
});
