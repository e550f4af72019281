import { symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withSourceFrames } from './source-frames';
import { temporaryFolders } from './testing/temporary-folder';

const folders = temporaryFolders();

/** Creates code with a source map: `AAAA` maps its start to the start of the source, `AACA` to line 2. */
function mapped(map: object = {}): string {
  const folder = folders();
  writeMap(folder, map);
  return folder;
}

function writeMap(folder: string, map: object, time = 1): void {
  const file = join(folder, 'handler.mjs.map');
  const whole = { version: 3, sources: ['../src/handler.ts'], names: [], mappings: 'AAAA', ...map };
  writeFileSync(file, JSON.stringify(whole));
  utimesSync(file, time, time);
}

const frame = (folder: string) => `at place (file://${folder}/handler.mjs:1:3)`;

describe('the frames of a stack trace', () => {
  it('are mapped to the source, relative to the source map', () => {
    const folder = mapped();
    const source = join(folder, '../src/handler.ts');
    expect(withSourceFrames(`x\\n    ${frame(folder)}\\n`, folder)).toBe(
      `x\\n    at place (${source}:1:1)\\n`,
    );
  });

  it("are mapped to the source below the map's source root, relative to the working directory", () => {
    const folder = mapped({ sourceRoot: join(process.cwd(), 'dist'), mappings: 'AACA' });
    expect(withSourceFrames(frame(folder), folder)).toBe('at place (src/handler.ts:2:1)');
  });

  it.each([
    ['2:5', '3:1'],
    ['2:4', '1:1'],
    ['1:1', '1:1'],
  ])(
    'at position %s are mapped to position %s, with the line and column offsets of each format',
    (place, source) => {
      const folder = mapped({ sourceRoot: join(process.cwd(), 'dist'), mappings: 'AAAA;IAEA' });
      const text = `at x.place (file://${folder}/handler.mjs:${place})`;
      expect(withSourceFrames(text, folder)).toBe(`at x.place (src/handler.ts:${source})`);
    },
  );

  it('are also mapped without a scheme, and through a symbolic link', () => {
    const folder = mapped({ sourceRoot: join(process.cwd(), 'dist') });
    const link = join(folders(), 'link');
    symlinkSync(folder, link);
    expect(withSourceFrames(`${frame(folder)} and ${folder}/handler.mjs:1:3`, link)).toBe(
      'at place (src/handler.ts:1:1) and src/handler.ts:1:1',
    );
  });

  it('omit minified names', () => {
    const folder = mapped({ sourceRoot: join(process.cwd(), 'dist') });
    const text = frame(folder).replace('place', 'async $e');
    expect(withSourceFrames(text, folder)).toBe('at src/handler.ts:1:1');
  });

  it('are mapped by a rewritten source map', () => {
    const folder = mapped({ sourceRoot: join(process.cwd(), 'dist') });
    withSourceFrames(frame(folder), folder);
    writeMap(folder, { sourceRoot: join(process.cwd(), 'dist'), mappings: 'AAEA' }, 2);
    expect(withSourceFrames(frame(folder), folder)).toBe('at place (src/handler.ts:3:1)');
  });

  it('are unchanged without a map, with an unreadable one, and in other code', () => {
    const [none, damaged, other] = [folders(), mapped(), mapped()];
    writeFileSync(join(damaged, 'handler.mjs.map'), '{');
    const text = `${frame(none)} ${frame(damaged)} ${frame('/usr/lib')}`;
    for (const folder of [none, damaged, other]) expect(withSourceFrames(text, folder)).toBe(text);
  });
});
