import { Lines } from './lines';

function linesOf(maxLength: number, ...chunks: readonly (string | Buffer)[]): readonly string[] {
  const told: string[] = [];
  const lines = new Lines(maxLength, (line) => told.push(line));
  for (const chunk of chunks) lines.write(Buffer.from(chunk));
  lines.end();
  return told;
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
    const told: string[] = [];
    const lines = new Lines(4, (line) => told.push(line));
    for (let count = 0; count < 1000; count++) lines.write(Buffer.from('xxx'));
    expect(told).toHaveLength(750);
    expect(new Set(told)).toEqual(new Set(['xxxx']));
  });

  it('have no empty last one', () => {
    expect(linesOf(4, 'a\n')).toEqual(['a']);
  });
});
