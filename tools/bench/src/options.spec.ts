import { optionsOf } from './options';

const KNOWN = ['bundle', 'warm', 'pages'];

it('runs everything with the defaults of each benchmark', () => {
  expect(optionsOf([], KNOWN)).toEqual({ only: KNOWN, runs: undefined, orders: 1_000_000 });
});

it('runs some, in the order of the benchmarks', () => {
  const args = ['--only=pages,bundle', '--runs=3', '--orders=50000'];
  expect(optionsOf(args, KNOWN)).toEqual({ only: ['bundle', 'pages'], runs: 3, orders: 50_000 });
});

it.each([
  ['--only=pages,speed', '--only must be of bundle, warm, pages, separated by commas, got "speed"'],
  ['--runs=0', '--runs must be a whole number, at least 1, got "0"'],
  ['--runs=1.5', '--runs must be a whole number, at least 1, got "1.5"'],
  ['--orders=1000', '--orders must be a whole number, at least 10000, got "1000"'],
  ['--fast', "Unknown option '--fast'"],
])('rejects %s', (argument, message) => {
  expect(() => optionsOf([argument], KNOWN)).toThrow(message);
});
