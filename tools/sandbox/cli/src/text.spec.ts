import { coloured, fitted, fittedText, labelled, terminalOf, wrapped } from './text';

const stream = (parts: Partial<NodeJS.WriteStream>) => parts as NodeJS.WriteStream;

describe('text for a terminal', () => {
  it.each([
    ['of unknown width', {}, 80],
    ['narrow', { columns: 40 }, 80],
    ['wide', { columns: 100 }, 100],
    ['very wide', { columns: 300 }, 120],
  ])('fits one that is %s', (_name, parts, columns) => {
    expect(terminalOf(stream(parts)).columns).toBe(columns);
  });

  it.each([
    ['a terminal', { isTTY: true, columns: 50 }, 50],
    ['a terminal of unknown width', { isTTY: true, columns: 0 }, Infinity],
    ['a file', { isTTY: false }, Infinity],
  ])('wraps lines to fit %s', (_name, parts, width) => {
    expect(terminalOf(stream(parts)).width).toBe(width);
  });

  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [false, { FORCE_COLOR: '' }, false],
    [true, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ])('on a terminal (%s) with %j has colours: %s', (isTTY, set, colour) => {
    expect(terminalOf(stream({ isTTY }), set).colour).toBe(colour);
  });

  it('is coloured only on a terminal', () => {
    expect(coloured('red', 'no', { columns: 80, width: 80, colour: true })).toBe(
      '\u001b[31mno\u001b[39m',
    );
    expect(coloured('red', 'no', { columns: 80, width: 80, colour: false })).toBe('no');
  });

  it('breaks at spaces, and never within something to copy', () => {
    expect(wrapped('a bb ccc dddd', 6)).toEqual(['a bb', 'ccc', 'dddd']);
    expect(wrapped('arn:aws:iam::1 x', 4)).toEqual(['arn:aws:iam::1', 'x']);
    expect(wrapped('', 4)).toEqual(['']);
  });

  it.each([
    [9, ['  one two', '    three', '    four']],
    [12, ['  one two', '    three', '    four']],
    [15, ['  one two three', '    four']],
    [4, [' one', ' two', 'three', 'four']],
  ])('fits into %d characters, word by word', (width, lines) => {
    expect(fitted('  one two three four', width)).toEqual(lines);
  });

  it('ignores colours in the width, and keeps columns that fit', () => {
    const red = coloured('red', 'no', { columns: 80, width: 80, colour: true });
    expect(fitted(`a  ${red}  b`, 8)).toEqual([`a  ${red}  b`]);
    expect(fittedText(`a  ${red}\n\nbb  cc`, 5)).toBe(`a  ${red}\n\nbb\n  cc`);
  });

  it('is next to its label on every line', () => {
    const place = { indent: 2, labelWidth: 6, columns: 16 };
    expect(labelled('rule', 'one two three\n{', place)).toEqual([
      '  rule  one two',
      '        three',
      '        {',
    ]);
  });
});
