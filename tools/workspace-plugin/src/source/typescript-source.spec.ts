import { TypeScriptSource } from './typescript-source';

const source = (text: string) => new TypeScriptSource('file.ts', text);

describe('a TypeScript source', () => {
  const stages = source(`
    export const stages = {
      /** A comment. */
      dev: { account: '1', certificate: { certificateArn: \`arn\` }, list: ['a', 'b'], n: [1] },
      'prod': define({ account: "2" }),
      ...others,
    } as const satisfies Record<string, object>;
    export const service = defineService({ name: 'food', items: ['pizza'] });
  `);

  it.each([
    [['stages', 'dev', 'account'], '1'],
    [['stages', 'dev', 'certificate', 'certificateArn'], 'arn'],
    [['stages', 'prod', 'account'], '2'],
    [['service', 'name'], 'food'],
    [['stages', 'dev', 'certificate'], undefined],
    [['stages', 'dev', 'nothing'], undefined],
    [['nothing'], undefined],
  ])('has at %j the string %j', (steps, expected) => {
    expect(stages.stringAt(...steps)).toBe(expected);
  });

  it('returns a list of strings, and an empty list for other values', () => {
    expect(stages.stringsAt('stages', 'dev', 'list')).toEqual(['a', 'b']);
    expect(stages.stringsAt('stages', 'dev', 'n')).toBeUndefined();
    expect(stages.stringsAt('stages', 'dev', 'account')).toBeUndefined();
  });

  it('returns every string with its path', () => {
    expect(stages.allStrings('stages', 'dev')).toEqual([
      ['account', '1'],
      ['certificate.certificateArn', 'arn'],
      ['list.0', 'a'],
      ['list.1', 'b'],
    ]);
  });

  it('changes one value, and nothing else', () => {
    expect(stages.withString(['stages', 'dev', 'account'], "it's").text).toBe(
      stages.text.replace("account: '1'", "account: 'it\\'s'"),
    );
  });

  it('reports a missing value', () => {
    expect(() => stages.withString(['stages', 'test', 'account'], '1')).toThrow(
      'file.ts: stages.test.account must be a literal value there',
    );
  });
});

describe('a list in a TypeScript source', () => {
  const row = (name: string) => `{ name: '${name}' }`;

  it.each([
    ['no element', 'const l = [];', `const l = [\n${row('b')},\n];`],
    [
      'one on the same line',
      `const l = [${row('a')}];`,
      `const l = [${row('a')},\n${row('b')},\n];`,
    ],
    [
      'a comma and a comment at its end',
      `const l = [\n${row('a')}, // first\n];`,
      `const l = [\n${row('a')}, // first\n${row('b')},\n];`,
    ],
    [
      'a comment without a comma at its end',
      `const l = [\n${row('a')} // first\n];`,
      `const l = [\n${row('a')}, // first\n${row('b')},\n];`,
    ],
  ])('adds a new element after %s', (_what, before, after) => {
    expect(source(before).withElement('l', row('b')).text).toBe(after);
  });

  const three = `const l = [\n  ${row('a')}, // first\n  /* second */\n  ${row('b')}, // its own\n  // third\n  ${row('c')},\n];`;

  it.each([
    ['a', 'const l = [\n  /* second */'],
    ['b', "{ name: 'a' }, // first\n  // third\n"],
    ['c', "{ name: 'b' }, // its own\n];"],
  ])('removes %s with its own comments only', (name, expected) => {
    const { text } = source(three).withoutElement('l', name);
    expect(text).toContain(expected);
    expect(text).not.toContain(row(name));
  });

  it('is unchanged without the element', () => {
    expect(source(three).withoutElement('l', 'd').text).toBe(three);
  });

  it('reports a missing list', () => {
    expect(() => source('const l = {};').withElement('l', '1')).toThrow(
      "file.ts: must contain the list 'l'",
    );
  });
});
