import { coloured, labelled, terminalOf, wrapped } from './text';

const stream = (parts: Partial<NodeJS.WriteStream>) => parts as NodeJS.WriteStream;

describe('text for a terminal', () => {
  it.each([
    ['nobody knows how wide', {}, 80],
    ['narrow', { columns: 40 }, 80],
    ['wide', { columns: 100 }, 100],
    ['very wide', { columns: 300 }, 120],
  ])('fits one that is %s', (_name, parts, columns) => {
    expect(terminalOf(stream(parts)).columns).toBe(columns);
  });

  it('has colours only where a person looks at it and wants them', () => {
    const { NO_COLOR } = process.env;
    delete process.env['NO_COLOR'];
    try {
      expect(terminalOf(stream({ isTTY: true })).colour).toBe(true);
      expect(terminalOf(stream({ isTTY: false })).colour).toBe(false);
      process.env['NO_COLOR'] = '1';
      expect(terminalOf(stream({ isTTY: true })).colour).toBe(false);
    } finally {
      delete process.env['NO_COLOR'];
      if (NO_COLOR !== undefined) process.env['NO_COLOR'] = NO_COLOR;
    }
  });

  it('is coloured only there', () => {
    expect(coloured('red', 'no', { columns: 80, colour: true })).toBe('\u001b[31mno\u001b[39m');
    expect(coloured('red', 'no', { columns: 80, colour: false })).toBe('no');
  });

  it('breaks at spaces, and never what somebody may want to copy', () => {
    expect(wrapped('a bb ccc dddd', 6)).toEqual(['a bb', 'ccc', 'dddd']);
    expect(wrapped('arn:aws:iam::1 x', 4)).toEqual(['arn:aws:iam::1', 'x']);
    expect(wrapped('', 4)).toEqual(['']);
  });

  it('stands beside its label, line below line', () => {
    const place = { indent: 2, labelWidth: 6, columns: 16 };
    expect(labelled('rule', 'one two three\n{', place)).toEqual([
      '  rule  one two',
      '        three',
      '        {',
    ]);
  });
});
