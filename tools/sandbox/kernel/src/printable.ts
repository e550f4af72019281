/** Makes untrusted texts safe for the terminal, and limits their size. */

const ELLIPSIS = '…';

/** Controls (C0, C1), formats (bidirectional and invisible ones), line separators, lone surrogates. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Returns a text that is safe to print on a terminal, in one line: characters that move the cursor,
 * change colours, reorder or hide text are escaped, such as `\u{9b}`.
 *
 * @see https://unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function printable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/**
 * Returns a text that is truncated to a number of UTF-8 bytes, with an ellipsis. It is a copy, since a slice would
 * retain the whole text in memory.
 */
export function bounded(text: string, maxBytes: number): string {
  // A UTF-16 code unit is 1 to 3 bytes in UTF-8, a surrogate pair 4.
  const bytes = Buffer.from(text.slice(0, maxBytes));
  if (bytes.length <= maxBytes && text.length <= maxBytes) return bytes.toString();
  let end = maxBytes - Buffer.byteLength(ELLIPSIS);
  while (end > 0 && isContinuation(bytes[end])) end--;
  return bytes.subarray(0, end).toString() + ELLIPSIS;
}

function isContinuation(byte = 0): boolean {
  return (byte & 0xc0) === 0x80;
}
