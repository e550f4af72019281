import { functionRange, isWithin } from './function-range';

const source = `const half = (value: number) => value / 2;

export function whole(value: number): number {
  return half(value * 2);
}

class Numbers {
  whole(): number {
    return 1;
  }
}
`;

it.each([
  ['a function', 'whole', { start: { line: 2, column: 0 }, end: { line: 4, column: 1 } }],
  [
    'a function in a constant',
    'half',
    { start: { line: 0, column: 6 }, end: { line: 0, column: 41 } },
  ],
  ['a method', 'Numbers.whole', { start: { line: 7, column: 2 }, end: { line: 9, column: 3 } }],
])('finds %s by its name', (_what, name, range) => {
  expect(functionRange(source, name)).toEqual(range);
});

it('rejects a name that no function has, or several have', () => {
  expect(() => functionRange(source, 'none')).toThrow('expected one function called none, found 0');
  expect(() => functionRange(source + source, 'whole')).toThrow(
    'expected one function called whole, found 2',
  );
});

it('compares whether one range is within another', () => {
  const outer = functionRange(source, 'whole');
  expect(isWithin({ start: { line: 3, column: 2 }, end: { line: 3, column: 9 } }, outer)).toBe(
    true,
  );
  expect(isWithin(functionRange(source, 'half'), outer)).toBe(false);
  expect(isWithin({ start: outer.start, end: { line: 4, column: 2 } }, outer)).toBe(false);
});
