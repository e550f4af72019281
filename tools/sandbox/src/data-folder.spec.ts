import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataFolder, DataFolderError } from './data-folder';
import { temporaryFolders } from './testing/temporary-folder';

const folders = temporaryFolders();

function lockedBy(holder: string): string {
  const folder = folders();
  writeFileSync(join(folder, 'lock'), holder);
  return folder;
}

function startedAt(pid: number): string {
  return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  }).trim();
}

/** The environment of a terminal, until the test is over. */
function inTerminal(variables: Readonly<Record<string, string>>): void {
  jest.replaceProperty(process, 'env', { ...process.env, ...variables });
}

/** The `PATH` of a machine whose only program is a `ps` that tells how it was asked. */
function tellingPs(): string {
  const folder = folders();
  writeFileSync(join(folder, 'ps'), '#!/bin/sh\necho "$TZ $LC_ALL"\n', { mode: 0o755 });
  return folder;
}

/** The number of a process that is over. */
function deadPid(): number {
  return Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }));
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a data folder', () => {
  it('is made with the folders above it', () => {
    const path = join(folders(), 'a', 'b');
    DataFolder.take(path).release();
    expect(existsSync(path)).toBe(true);
  });

  it('is refused while this process has it, and free again when released', () => {
    const path = folders();
    const taken = DataFolder.take(path);
    expect(() => DataFolder.take(path)).toThrow(
      new DataFolderError(
        `another sandbox (process ${process.pid}) uses ${path}; stop it, or choose another ` +
          'folder with --data-dir',
      ),
    );
    taken.release();
    expect(() => DataFolder.take(path).release()).not.toThrow();
  });

  it('is refused while another live process has it, and its lock stays', async () => {
    const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      stdio: 'ignore',
    });
    try {
      const pid = Number(holder.pid);
      const lock = JSON.stringify({ pid, startedAt: startedAt(pid) });
      const path = lockedBy(lock);
      expect(() => DataFolder.take(path)).toThrow(`another sandbox (process ${pid}) uses ${path}`);
      expect(readFileSync(join(path, 'lock'), 'utf8')).toBe(lock);
    } finally {
      const ended = new Promise((resolve) => holder.once('exit', resolve));
      holder.kill('SIGKILL');
      await ended;
    }
  });

  it('notes its holder in UTC and the C locale, whatever those of the terminal are', () => {
    inTerminal({ TZ: 'Asia/Tokyo', LC_ALL: 'ja_JP.UTF-8', PATH: tellingPs() });
    const path = folders();
    const taken = DataFolder.take(path);
    expect(JSON.parse(readFileSync(join(path, 'lock'), 'utf8'))).toEqual({
      pid: process.pid,
      startedAt: 'UTC C',
    });
    taken.release();
  });

  it.each([
    ['took it without ps, and there is none', '', () => inTerminal({ PATH: folders() })],
    ['took it without ps, and there is one now', '', () => undefined],
    ['took it with ps, and there is none now', 'then', () => inTerminal({ PATH: folders() })],
  ])('is refused while a live process has it that %s', (_name, noted, given) => {
    given();
    const path = lockedBy(JSON.stringify({ pid: process.ppid, startedAt: noted }));
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
      "whose holder's number is another process's by now",
      () => JSON.stringify({ pid: process.ppid, startedAt: 'Thu Jan  1 00:00:00 1970' }),
    ],
    ['that was never written to its end', () => '{"pid":'],
    ['that is empty', () => ''],
  ])('takes over a lock %s, and holds it then', (_name, holder) => {
    const path = lockedBy(holder());
    const taken = DataFolder.take(path);
    expect(JSON.parse(readFileSync(join(path, 'lock'), 'utf8'))).toMatchObject({
      pid: process.pid,
    });
    expect(() => DataFolder.take(path)).toThrow('another sandbox');
    taken.release();
  });

  it.each([['file'], ['file/below']])('is refused where it is not a folder: %s', (name) => {
    const folder = folders();
    writeFileSync(join(folder, 'file'), '');
    const path = join(folder, name);
    expect(() => DataFolder.take(path)).toThrow(
      new DataFolderError(`the data folder ${path} can't be used: it is not a folder`),
    );
  });
});
