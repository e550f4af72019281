import { Lines } from './lines';

function linesOf(maxLength: number, ...chunks: readonly (string | Buffer)[]): readonly string[] {
  const lines: string[] = [];
  const splitter = new Lines(maxLength, (line) => lines.push(line));
  for (const chunk of chunks) splitter.write(Buffer.from(chunk));
  splitter.end();
  return lines;
}

describe('the lines of a process', () => {
  it('do not depend on the chunks', () => {
    const text = 'first\nsecond\r\n\nGröße 🍕\nlast';
    const expected = ['first', 'second', '', 'Größe 🍕', 'last'];
    expect(linesOf(100, text)).toEqual(expected);
    expect(linesOf(100, ...[...Buffer.from(text)].map((byte) => Buffer.of(byte)))).toEqual(
      expected,
    );
  });

  it('are split if they are too long, before they end', () => {
    expect(linesOf(4, 'abcdefghij\nk')).toEqual(['abcd', 'efgh', 'ij', 'k']);
    const lines: string[] = [];
    const splitter = new Lines(4, (line) => lines.push(line));
    for (let count = 0; count < 1000; count++) splitter.write(Buffer.from('xxx'));
    expect(lines).toHaveLength(750);
    expect(new Set(lines)).toEqual(new Set(['xxxx']));
  });

  it('have no empty last one', () => {
    expect(linesOf(4, 'a\n')).toEqual(['a']);
  });
});
