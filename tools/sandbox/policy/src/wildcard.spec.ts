import fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import { wildcard } from './wildcard';

/** The definition, letter by letter. */
function reference(pattern: string, value: string): boolean {
  if (pattern === '') return value === '';
  const [first, rest] = [pattern.charAt(0), pattern.slice(1)];
  if (first === '*')
    return reference(rest, value) || (value !== '' && reference(pattern, value.slice(1)));
  return (
    value !== '' && (first === '?' || first === value.charAt(0)) && reference(rest, value.slice(1))
  );
}

const alphabet = fc.constantFrom(
  'a',
  'B',
  ':',
  '/',
  '.',
  '+',
  '(',
  '[',
  '\\',
  '$',
  '^',
  '|',
  '-',
  '\n',
);
const value = fc.string({ unit: alphabet, maxLength: 8 });
const pattern = fc.string({
  unit: fc.oneof(alphabet, fc.constantFrom('*', '?')),
  maxLength: 6,
});

describe('a wildcard pattern', () => {
  it('matches as defined', () => {
    fc.assert(
      fc.property(pattern, value, (given, text) => {
        expect(wildcard(given)(text)).toBe(reference(given, text));
      }),
      { numRuns: 1000 },
    );
  });

  it('matches case-insensitively as defined for lower case', () => {
    fc.assert(
      fc.property(pattern, value, (given, text) => {
        expect(wildcard(given, true)(text)).toBe(
          reference(given.toLowerCase(), text.toLowerCase()),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it.each([true, false])(
    'matches in linear time despite many * (ignoring case: %s)',
    (ignoreCase) => {
      const given = wildcard(`${'a*'.repeat(30)}b`, ignoreCase);
      const text = 'a'.repeat(1000);
      // Only a context of its own can be stopped while it matches.
      const decide = (candidate: string): unknown =>
        runInNewContext('given(candidate)', { given, candidate }, { timeout: 500 });
      expect(decide(text)).toBe(false);
      expect(decide(`${text}b`)).toBe(true);
    },
  );

  it.each([
    ['*', '', true],
    ['?', '', false],
    ['a*', 'a', true],
    ['*a', 'ba', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['arn:aws:s3:::x/*', 'arn:aws:s3:::x', false],
  ])('%s on "%s" is %s', (given, text, expected) => {
    expect(wildcard(given)(text)).toBe(expected);
  });
});
