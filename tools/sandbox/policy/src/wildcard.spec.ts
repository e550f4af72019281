import fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import { wildcard } from './wildcard';

/** A reference implementation, character by character. */
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
  'A',
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
      fc.property(pattern, value, (randomPattern, text) => {
        expect(wildcard(randomPattern)(text)).toBe(reference(randomPattern, text));
      }),
      { numRuns: 1000 },
    );
  });

  it('matches case-insensitively as defined for lower case', () => {
    fc.assert(
      fc.property(pattern, value, (randomPattern, text) => {
        expect(wildcard(randomPattern, true)(text)).toBe(
          reference(randomPattern.toLowerCase(), text.toLowerCase()),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it.each([true, false])(
    'matches in linear time despite many * (ignoring case: %s)',
    (ignoreCase) => {
      const matches = wildcard(`${'a*'.repeat(30)}b`, ignoreCase);
      const text = 'a'.repeat(1000);
      // Only a separate context can be stopped while it matches.
      const decide = (candidate: string): unknown =>
        runInNewContext('matches(candidate)', { matches, candidate }, { timeout: 500 });
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
  ])('%s on "%s" is %s', (wildcards, text, expected) => {
    expect(wildcard(wildcards)(text)).toBe(expected);
  });
});
