import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { WorkspaceMirror } from './workspace-mirror';

const folders = temporaryFolders();
const mirrors: WorkspaceMirror[] = [];

afterEach(() => {
  for (const mirror of mirrors.splice(0)) mirror.remove();
});

function mirrored() {
  const workspace = folders();
  const write = (file: string, content: string) => {
    mkdirSync(dirname(join(workspace, file)), { recursive: true });
    writeFileSync(join(workspace, file), content);
  };
  write('nx.json', '{}');
  write('apps/food/src/main.ts', 'one');
  write('node_modules/some/index.js', '');
  const mirror = new WorkspaceMirror(workspace);
  mirrors.push(mirror);
  mirror.update();
  const read = (file: string) => {
    const path = join(mirror.root, file);
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  };
  return { workspace, write, mirror, read };
}

describe('the copy of a workspace', () => {
  it('has its sources and packages, but not its build output', () => {
    const { write, mirror, read } = mirrored();
    for (const file of ['dist/a.js', '.nx/a', 'apps/food/node_modules/a.js', 'apps/dist/a.js']) {
      write(file, '');
    }
    mirror.update();
    expect(read('nx.json')).toBe('{}');
    expect(read('apps/food/src/main.ts')).toBe('one');
    expect(read('node_modules/some/index.js')).toBe('');
    for (const file of ['dist/a.js', '.nx/a', 'apps/food/node_modules/a.js', 'apps/dist/a.js']) {
      expect(read(file)).toBeUndefined();
    }
  });

  it('updates changed files, even of the same length, and added and deleted ones', () => {
    const { workspace, write, mirror, read } = mirrored();
    write('apps/food/src/main.ts', 'two');
    write('libs/menu/index.ts', 'new');
    rmSync(join(workspace, 'nx.json'));
    mirror.update();
    expect(read('apps/food/src/main.ts')).toBe('two');
    expect(read('libs/menu/index.ts')).toBe('new');
    expect(read('nx.json')).toBeUndefined();
    rmSync(join(workspace, 'libs'), { recursive: true });
    mirror.update();
    expect(read('libs/menu/index.ts')).toBeUndefined();
  });

  it('keeps its own build and synthesis output', () => {
    const { write, mirror, read } = mirrored();
    mkdirSync(join(mirror.root, 'dist'));
    writeFileSync(join(mirror.root, 'dist/built'), '1');
    write('apps/food/src/main.ts', 'two');
    mirror.update();
    expect(read('dist/built')).toBe('1');
  });

  it('has the targets of links', () => {
    const { workspace, mirror, read } = mirrored();
    const outside = folders();
    writeFileSync(join(outside, 'linked.ts'), 'linked');
    mkdirSync(join(workspace, 'libs'));
    symlinkSync(outside, join(workspace, 'libs/folder'));
    symlinkSync('/nowhere', join(workspace, 'libs/broken.ts'));
    symlinkSync(join(workspace, 'libs/itself.ts'), join(workspace, 'libs/itself.ts'));
    mirror.update();
    expect(read('libs/folder/linked.ts')).toBe('linked');
    expect(read('libs/broken.ts')).toBeUndefined();
  });
});
