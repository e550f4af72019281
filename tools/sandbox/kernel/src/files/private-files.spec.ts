import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fillDisk } from '../testing/full-disk';
import { temporaryFolders } from '../testing/temporary-folder';
import {
  createPrivateFile,
  makePrivateFolder,
  moveAside,
  readPrivateFile,
  writePrivateFile,
} from './private-files';

const folders = temporaryFolders();
const modeOf = (path: string) => lstatSync(path).mode & 0o777;

beforeEach(() => {
  process.umask(0o022);
});

/** Creates a file, and a symbolic link to it, in a new folder. */
function fileWithLink(): { readonly theirs: string; readonly link: string } {
  const folder = folders();
  const [theirs, link] = [join(folder, 'theirs'), join(folder, 'link')];
  writeFileSync(theirs, 'theirs');
  symlinkSync(theirs, link);
  return { theirs, link };
}

describe('a private file', () => {
  it.each([0o000, 0o022, 0o277])('is accessible to its owner only with the umask %i', (umask) => {
    const before = process.umask(umask);
    try {
      const file = join(folders(), 'file');
      writePrivateFile(file, 'text');
      expect(modeOf(file)).toBe(0o600);
    } finally {
      process.umask(before);
    }
  });

  it('replaces an older one that others could read', () => {
    const file = join(folders(), 'file');
    writeFileSync(file, 'old', { mode: 0o644 });
    writePrivateFile(file, 'new');
    expect([readPrivateFile(file), modeOf(file)]).toEqual(['new', 0o600]);
  });

  it('replaces a symbolic link, and does not change its target', () => {
    const { theirs, link } = fileWithLink();
    writePrivateFile(link, 'mine');
    expect([readFileSync(theirs, 'utf8'), readPrivateFile(link)]).toEqual(['theirs', 'mine']);
  });

  it('is not written through a symbolic link at its temporary path', () => {
    const { theirs, link } = fileWithLink();
    const file = join(link, '..', 'file');
    symlinkSync(theirs, `${file}.new`);
    writePrivateFile(file, 'mine');
    expect(readFileSync(theirs, 'utf8')).toBe('theirs');
  });

  it('is not read through a symbolic link', () => {
    const { link } = fileWithLink();
    expect(() => readPrivateFile(link)).toThrow(`${link} is a symbolic link`);
  });

  it('may be missing', () => {
    expect(readPrivateFile(join(folders(), 'file'))).toBeUndefined();
  });
});

describe("a private file that can't be written", () => {
  afterEach(() => jest.restoreAllMocks());

  it('is unchanged, and leaves no temporary file', () => {
    const folder = folders();
    const file = join(folder, 'file');
    writePrivateFile(file, 'old');
    fillDisk();
    const full = `ENOSPC: no space left on device, write ${file}.new`;
    expect(() => writePrivateFile(file, 'new')).toThrow(full);
    expect([readPrivateFile(file), readdirSync(folder)]).toEqual(['old', ['file']]);
  });

  it('does not exist if it was new', () => {
    const folder = folders();
    fillDisk();
    expect(() => createPrivateFile(join(folder, 'file'), 'new')).toThrow('ENOSPC');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves no temporary file if a folder exists at its path', () => {
    const folder = folders();
    mkdirSync(join(folder, 'file'));
    expect(() => writePrivateFile(join(folder, 'file'), 'new')).toThrow('EISDIR');
    expect(readdirSync(folder)).toEqual(['file']);
  });
});

describe('moving a file aside', () => {
  it('overwrites nothing', () => {
    const file = join(folders(), 'file');
    const aside = ['1', '2', '3'].map((text) => {
      writeFileSync(file, text);
      return moveAside(file);
    });
    expect(aside).toEqual([`${file}.unreadable`, `${file}.unreadable-2`, `${file}.unreadable-3`]);
    expect(aside.map((path) => readFileSync(path, 'utf8'))).toEqual(['1', '2', '3']);
  });
});

describe('a private folder', () => {
  it('is accessible to its owner only, together with its created parents', () => {
    const folder = folders();
    const before = process.umask(0);
    try {
      makePrivateFolder(join(folder, 'a', 'b'));
    } finally {
      process.umask(before);
    }
    expect([modeOf(join(folder, 'a')), modeOf(join(folder, 'a', 'b'))]).toEqual([0o700, 0o700]);
  });

  it('loses the permissions of others if it exists', () => {
    const folder = folders();
    chmodSync(folder, 0o755);
    makePrivateFolder(folder);
    expect(modeOf(folder)).toBe(0o700);
  });

  it('is rejected if a symbolic link exists at its path', () => {
    const folder = folders();
    const [theirs, link] = [join(folder, 'theirs'), join(folder, 'link')];
    mkdirSync(theirs, { mode: 0o755 });
    symlinkSync(theirs, link);
    expect(() => makePrivateFolder(link)).toThrow(`${link} is a symbolic link`);
    expect([modeOf(theirs), existsSync(join(theirs, 'x'))]).toEqual([0o755, false]);
  });
});
