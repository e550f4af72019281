import fc from 'fast-check';
import { bounded, printable } from './printable';

const bytes = (text: string) => Buffer.byteLength(text);

describe('a printable text', () => {
  it.each([
    ['a line feed', 'a\nb', 'a\\u{a}b'],
    ['an escape sequence', '\u001b[31mred', '\\u{1b}[31mred'],
    ['a C1 control', '\u009b31m', '\\u{9b}31m'],
    ['delete', '\u007f', '\\u{7f}'],
    ['a bidirectional override', '\u202etxt.exe', '\\u{202e}txt.exe'],
    ['a bidirectional isolate', '\u2066a\u2069', '\\u{2066}a\\u{2069}'],
    ['a line separator', 'a\u2028b\u2029c', 'a\\u{2028}b\\u{2029}c'],
    ['an invisible character', 'a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['an invisible character beyond the BMP', '\u{e0041}', '\\u{e0041}'],
    ['half of a surrogate pair', 'a\ud800', 'a\\u{d800}'],
  ])('escapes %s', (_what, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('preserves letters, punctuation and emoji', () => {
    const text = 'GET /v1/orders?a=b – Größe, 注文, 🍕';
    expect(printable(text)).toBe(text);
  });
});

describe('a bounded text', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, '…'],
    ['abcdefgh', 6, 'abc…'],
    ['ääää', 8, 'ääää'],
    ['äääää', 8, 'ää…'],
    ['🍕🍕🍕', 11, '🍕🍕…'],
    ['', 3, ''],
  ])('of %j within %d bytes is %j', (text, maxBytes, expected) => {
    expect(bounded(text, maxBytes)).toBe(expected);
  });

  it('never has more bytes, and is unchanged if it fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 60 }), (text, max) => {
        const result = bounded(text, max);
        expect(bytes(result)).toBeLessThanOrEqual(max);
        const isExpected =
          bytes(text) <= max ? result === text : text.startsWith(result.replace(/…$/, ''));
        expect(isExpected).toBe(true);
      }),
    );
  });
});
