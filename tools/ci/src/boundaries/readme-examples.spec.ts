import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { workspaceRoot } from '../testing/workspace-copy';
import { examplesIn, problemOf } from './readme-examples';

const readmes = readdirSync(path.join(workspaceRoot, 'libs'), { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'README.md' && !file.includes('node_modules'))
  .map((file) => path.join(workspaceRoot, 'libs', file));

const libraries = readdirSync(path.join(workspaceRoot, 'libs'));

describe('the README of a library', () => {
  it.each(libraries)('exists: %s', (name) => {
    expect(readmes).toContain(path.join(workspaceRoot, 'libs', name, 'README.md'));
  });

  it.each(readmes.map((file) => [path.relative(workspaceRoot, file), file]))(
    'shows code that is compiled: %s',
    (_name, file) => {
      const examples = examplesIn(file, readFileSync(file, 'utf8'));
      expect(examples).not.toEqual([]);
      expect(examples.map(problemOf).filter((problem) => problem !== undefined)).toEqual([]);
    },
  );
});

describe('an example', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'readme-'));
    const source = 'before();\n  // #region part\n  if (a) {\n\n    b();\n  }\n  // #endregion\n';
    writeFileSync(path.join(folder, 'example.ts'), source);
    writeFileSync(path.join(folder, 'whole.ts'), 'whole();\n');
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  /** Returns the problem of a README with one block, without the folder's name. */
  function problemWith(info: string, code: string): string | undefined {
    const text = `# Title\n\n\`\`\`${info}\n${code}\`\`\`\n`;
    const [example] = examplesIn(path.join(folder, 'README.md'), text);
    if (example === undefined) return 'no example';
    return problemOf(example)?.replaceAll(`${folder}${path.sep}`, '');
  }

  it.each([
    ['ts file=whole.ts', 'whole();\n'],
    ['typescript file=whole.ts', 'whole();\n'],
    ['ts file=example.ts region=part', 'if (a) {\n\n  b();\n}\n'],
  ])('passes if its file has the same code: %s', (info, code) => {
    expect(problemWith(info, code)).toBeUndefined();
  });

  it.each([
    ['ts', 'whole();\n', 'README.md:3: name the file that holds this code'],
    ['ts file=whole.ts', 'half();\n', 'README.md:3: differs from whole.ts; it should be\nwhole();'],
    ['ts file=whole.ts', '', 'README.md:3: differs from whole.ts'],
    ['ts file=absent.ts', '', 'README.md:3: there is no absent.ts'],
    ['ts file=example.ts region=other', '', "README.md:3: example.ts has no '// #region other'"],
    ['ts file=example.ts region=part', 'b();\n', 'README.md:3: differs from example.ts'],
  ])('fails if its file is missing or differs: %s', (info, code, message) => {
    expect(problemWith(info, code)).toContain(message);
  });

  it('is TypeScript', () => {
    expect(problemWith('text', 'error: …\n')).toBe('no example');
  });
});
