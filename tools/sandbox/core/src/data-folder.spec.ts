import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join, parse, resolve } from 'node:path';
import { assertOwn } from '@sandbox/kernel/files/own-folder.cjs';
import { fillDisk } from '@sandbox/kernel/testing/full-disk';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { DataFolder, DataFolderError } from './data-folder';

const folders = temporaryFolders();

function lockedBy(holder: string): string {
  const folder = folders();
  writeFileSync(join(folder, 'lock'), holder);
  return folder;
}

/** Returns the start time of a process, in the format of each platform. */
const startOf: Readonly<Record<string, (pid: number) => string>> = {
  darwin: dateOf,
  linux: (pid) => {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?=[A-Z])/);
    return `boot ${boot}, ${fields.split(' ')[19]} ticks`;
  },
};

function dateOf(pid: number): string {
  return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  }).trim();
}

const { platform: ownPlatform } = process;

/** Runs the test as on another platform. */
function on(platform: string): void {
  Object.defineProperty(process, 'platform', { value: platform, configurable: true });
}

/** Sets environment variables as a terminal does, until the end of the test. */
function inTerminal(variables: Readonly<Record<string, string>>): void {
  jest.replaceProperty(process, 'env', { ...process.env, ...variables });
}

/** Returns a `PATH` whose only program is a `ps` that prints its environment. */
function tellingPs(): string {
  const folder = folders();
  writeFileSync(join(folder, 'ps'), '#!/bin/sh\necho "$TZ $LC_ALL"\n', { mode: 0o755 });
  return folder;
}

/** Returns the ID of a process that has exited. */
function deadPid(): number {
  return Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }));
}

beforeEach(() => {
  process.umask(0o022);
});
afterEach(() => {
  jest.restoreAllMocks();
  on(ownPlatform);
});

describe('a data folder', () => {
  it('is created with its parent folders', () => {
    const path = join(folders(), 'a', 'b');
    DataFolder.take(path).release();
    expect(existsSync(path)).toBe(true);
  });

  it('is refused while this process uses it, and available after its release', () => {
    const path = folders();
    const dataFolder = DataFolder.take(path);
    expect(() => DataFolder.take(path)).toThrow(
      new DataFolderError(
        `another sandbox (process ${process.pid}) is using ${path}; stop it, or choose another ` +
          'folder with --data-dir',
      ),
    );
    dataFolder.release();
    expect(() => DataFolder.take(path).release()).not.toThrow();
  });

  // Windows and macOS have no /proc.
  const platforms = Object.keys(startOf).filter((name) => name !== 'linux' || existsSync('/proc'));

  it.each(platforms)(
    'is refused while another live process uses it, and its lock remains, on %s',
    async (platform) => {
      on(platform);
      const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
        stdio: 'ignore',
      });
      try {
        const pid = Number(holder.pid);
        const lock = JSON.stringify({ pid, startedAt: startOf[platform]?.(pid) });
        const path = lockedBy(lock);
        expect(() => DataFolder.take(path)).toThrow(
          `another sandbox (process ${pid}) is using ${path}`,
        );
        expect(readFileSync(join(path, 'lock'), 'utf8')).toBe(lock);
      } finally {
        const ended = new Promise((resolve) => holder.once('exit', resolve));
        holder.kill('SIGKILL');
        await ended;
      }
    },
  );

  it("records its holder in UTC and the C locale, regardless of the terminal's", () => {
    on('darwin');
    inTerminal({ TZ: 'Asia/Tokyo', LC_ALL: 'ja_JP.UTF-8', PATH: tellingPs() });
    const path = folders();
    const dataFolder = DataFolder.take(path);
    expect(JSON.parse(readFileSync(join(path, 'lock'), 'utf8'))).toEqual({
      pid: process.pid,
      startedAt: 'UTC C',
    });
    dataFolder.release();
  });

  it.each([
    ['took it without ps, and there is none', '', () => inTerminal({ PATH: folders() })],
    ['took it without ps, and there is one now', '', () => undefined],
    ['took it with ps, and there is none now', 'then', () => inTerminal({ PATH: folders() })],
  ])('is refused while a live process uses it that %s', (_name, recorded, prepare) => {
    on('darwin');
    prepare();
    const path = lockedBy(JSON.stringify({ pid: process.ppid, startedAt: recorded }));
    expect(() => DataFolder.take(path)).toThrow(`another sandbox (process ${process.ppid})`);
  });

  it('is refused while a process uses it that may be an earlier version of the sandbox', () => {
    const path = lockedBy(JSON.stringify({ pid: process.ppid, startedAt: dateOf(process.ppid) }));
    expect(() => DataFolder.take(path)).toThrow(`another sandbox (process ${process.ppid})`);
  });

  it.each([
    [
      'whose holder was killed',
      () => JSON.stringify({ pid: deadPid(), startedAt: 'Sun Nov 22 21:00:00 2026' }),
    ],
    [
      'whose holder was killed on a machine without ps',
      () => JSON.stringify({ pid: deadPid(), startedAt: '' }),
    ],
    [
      "whose holder's process ID is reused",
      () => {
        const recorded = startOf[process.platform]?.(process.ppid).replace(/\d/, '0');
        return JSON.stringify({
          pid: process.ppid,
          startedAt: recorded?.replace(/\d+ ticks/, '1 ticks'),
        });
      },
    ],
    ['that was not written completely', () => '{"pid":'],
    ['that is empty', () => ''],
  ])('takes over a lock %s, and then holds it', (_name, holder) => {
    const path = lockedBy(holder());
    const dataFolder = DataFolder.take(path);
    expect(JSON.parse(readFileSync(join(path, 'lock'), 'utf8'))).toMatchObject({
      pid: process.pid,
    });
    expect(() => DataFolder.take(path)).toThrow('another sandbox');
    dataFolder.release();
  });

  it.each([['file'], ['file/below']])('is rejected if it is not a folder: %s', (name) => {
    const folder = folders();
    writeFileSync(join(folder, 'file'), '');
    const path = join(folder, name);
    expect(() => DataFolder.take(path)).toThrow(
      new DataFolderError(`the data folder ${path} can't be used: it is not a folder`),
    );
  });
});

/** Returns all paths below a folder that other users can open, with their modes. */
function openToOthers(folder: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return ['', ...paths].filter((path) => (lstatSync(join(folder, path)).mode & 0o077) !== 0);
}

/** Returns a data folder as created by older sandboxes, which everybody can read. */
function readableByAll(): string {
  const folder = folders();
  chmodSync(folder, 0o755);
  for (const below of ['222222222222', '222222222222/dynamodb', '222222222222/stacks']) {
    mkdirSync(join(folder, below), { mode: 0o755 });
  }
  for (const file of ['ca.pem', '222222222222/dynamodb/000003.log', '222222222222/stacks/a.json']) {
    writeFileSync(join(folder, file), '', { mode: 0o644 });
  }
  return folder;
}

describe('a data folder on a disk that is full', () => {
  it('is rejected with a clear message, and available once there is space', () => {
    const folder = folders();
    fillDisk();
    expect(() => DataFolder.take(folder)).toThrow(
      new DataFolderError(`the data folder ${folder} can't be used: the disk is full`),
    );
    jest.restoreAllMocks();
    expect(readdirSync(folder)).toEqual([]);
    DataFolder.take(folder).release();
  });
});

describe('a data folder is accessible to its owner only', () => {
  it('when it is created', () => {
    const path = join(folders(), 'new');
    DataFolder.take(path).release();
    expect(openToOthers(path)).toEqual([]);
  });

  it('with all its existing files', () => {
    const path = readableByAll();
    expect(openToOthers(path).length).toBe(7);
    DataFolder.take(path).release();
    expect(openToOthers(path)).toEqual([]);
  });

  it('with files that libraries create in it later', () => {
    const path = folders();
    const dataFolder = DataFolder.take(path);
    writeFileSync(join(path, 'made-by-a-library'), '');
    dataFolder.release();
    expect(openToOthers(path)).toEqual([]);
  });
});

describe('a symbolic link in a data folder', () => {
  it.each([
    'lock',
    'sandbox.json',
    'ca.pem',
    'ca-key.pem',
    '111111111111',
    '222222222222/stacks',
    '222222222222/dynamodb',
    '222222222222/assets',
    '222222222222/assets/node_modules',
    '222222222222/stacks/food.json',
    '222222222222/stacks/food.json.new',
    'watch',
  ])('prevents the start, and does not change its target: %s', (name) => {
    const [path, elsewhere] = [folders(), folders()];
    const theirs = join(elsewhere, 'theirs');
    writeFileSync(theirs, 'theirs', { mode: 0o644 });
    mkdirSync(join(path, name, '..'), { recursive: true });
    symlinkSync(name.includes('.') || name === 'lock' ? theirs : elsewhere, join(path, name));
    expect(() => DataFolder.take(path)).toThrow(
      new DataFolderError(
        `the data folder ${path} can't be used: ${join(path, name)} is a symbolic link; remove it`,
      ),
    );
    expect(readFileSync(theirs, 'utf8')).toBe('theirs');
    expect(lstatSync(theirs).mode & 0o777).toBe(0o644);
    expect(readdirSync(elsewhere)).toEqual(['theirs']);
  });

  it('is allowed within an asset', () => {
    const path = folders();
    const asset = join(path, '222222222222', 'assets', 'a1.zip');
    mkdirSync(asset, { recursive: true });
    symlinkSync('handler.mjs', join(asset, 'index.mjs'));
    expect(() => DataFolder.take(path).release()).not.toThrow();
  });
});

describe('a folder is rejected as a data folder', () => {
  const expectRefused = (path: string, reason: string) => {
    const before = lstatSync(path).mode;
    expect(() => DataFolder.take(path)).toThrow(DataFolderError);
    expect(() => DataFolder.take(path)).toThrow(reason);
    expect(lstatSync(path).mode).toBe(before);
  };

  // Only checked, so that a failing test can't change these folders.
  it.each([
    ['the root of the file system', parse(process.cwd()).root, 'it is the root of the file system'],
    ['the home folder', homedir(), 'it is your home folder'],
    ['the workspace', resolve(__dirname, '../../../..'), 'which is not part of a sandbox'],
  ])('if it is %s', (_name, path, reason) => {
    expect(() => assertOwn(path)).toThrow(reason);
  });

  it("if it contains something other than a sandbox's files", () => {
    const path = readableByAll();
    writeFileSync(join(path, 'thesis.odt'), '', { mode: 0o644 });
    expectRefused(
      path,
      'it contains thesis.odt, which is not part of a sandbox; choose an empty folder',
    );
    expect(readdirSync(path)).not.toContain('lock');
  });

  it('if it is a symbolic link', () => {
    const [path, elsewhere] = [join(folders(), 'link'), folders()];
    symlinkSync(elsewhere, path);
    expectRefused(path, 'it is a symbolic link; specify the folder itself');
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('unless a sandbox created it: then it may contain more', () => {
    const path = folders();
    DataFolder.take(path).release();
    writeFileSync(join(path, 'notes.txt'), '');
    expect(() => DataFolder.take(path).release()).not.toThrow();
  });
});
