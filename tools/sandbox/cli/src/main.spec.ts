import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';

const folders = temporaryFolders();

/** A workspace with a bundle, as the build writes it. */
class Built {
  readonly root = folders();
  private readonly folder = join(this.root, 'dist/tools/sandbox');
  readonly caches = join(this.root, 'node_modules/.cache/sandbox-code');

  constructor(code: string) {
    mkdirSync(this.folder, { recursive: true });
    copyFileSync(join(__dirname, 'main.cjs'), join(this.folder, 'main.cjs'));
    this.write(code);
  }

  write(code: string): void {
    writeFileSync(join(this.folder, 'bundle.cjs'), code);
  }

  run(...nodeOptions: readonly string[]) {
    const args = [...nodeOptions, join(this.folder, 'main.cjs'), 'an argument'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return { status, stdout: stdout.trim(), stderr };
  }

  /** The file with the compiled code. */
  get cache(): string {
    return join(this.caches, readdirSync(this.caches)[0] ?? '');
  }

  /** Changes whenever the file is written. */
  get version(): number {
    return statSync(this.cache).ino;
  }
}

const serving = (text: string) =>
  `console.log(${JSON.stringify(text)}); exports.serving = Promise.resolve(true);`;

const printed = (stdout: string) => ({ status: 0, stdout, stderr: '' });

describe('the entry point of the sandbox', () => {
  it('runs the bundle as a module of its folder', () => {
    const sandbox = new Built(
      `console.log([
        process.argv[2], require('./other.cjs'), typeof module, require('node:path').basename(__filename), __dirname,
      ].join());
      exports.serving = Promise.resolve(false);`,
    );
    writeFileSync(join(sandbox.root, 'dist/tools/sandbox/other.cjs'), 'module.exports = "other"');
    const folder = join(sandbox.root, 'dist/tools/sandbox');
    expect(sandbox.run()).toEqual(printed(`an argument,other,object,bundle.cjs,${folder}`));
  });

  it('keeps the compiled code of a server for the next run', () => {
    const sandbox = new Built(serving('one'));
    expect(sandbox.run()).toEqual(printed('one'));
    const { version } = sandbox;
    expect(sandbox.run()).toEqual(printed('one'));
    expect(sandbox.version).toBe(version);
  });

  it('keeps it while the server runs', () => {
    const sandbox = new Built(
      `const { existsSync } = require('node:fs');
      exports.serving = Promise.resolve(true);
      const folder = __dirname + '/../../../node_modules/.cache/sandbox-code';
      const waiting = setInterval(() => existsSync(folder) && clearInterval(waiting), 20);`,
    );
    expect(sandbox.run()).toEqual(printed(''));
  });

  it('keeps none of another command, which has compiled a part of it', () => {
    const sandbox = new Built('exports.serving = Promise.resolve(false);');
    sandbox.run();
    expect(() => sandbox.cache).toThrow('ENOENT');
  });

  it('compiles another bundle of the same length', () => {
    const sandbox = new Built(serving('one'));
    sandbox.run();
    const { version } = sandbox;
    sandbox.write(serving('two'));
    expect(sandbox.run()).toEqual(printed('two'));
    expect(sandbox.version).not.toBe(version);
  });

  it('compiles it for other options of V8', () => {
    const sandbox = new Built(serving('one'));
    sandbox.run('--no-opt');
    const { version } = sandbox;
    expect(sandbox.run()).toEqual(printed('one'));
    expect(sandbox.version).not.toBe(version);
  });

  it.each([
    [
      'damaged',
      (code: Buffer) => code.map((byte, at) => (at === code.length - 100 ? byte + 1 : byte)),
    ],
    ['cut off', (code: Buffer) => code.subarray(0, -1)],
    ['empty', () => Buffer.alloc(0)],
  ])('compiles it when the file is %s', (_case, change) => {
    const sandbox = new Built(serving('one'));
    sandbox.run();
    writeFileSync(sandbox.cache, change(readFileSync(sandbox.cache)));
    const { version } = sandbox;
    expect(sandbox.run()).toEqual(printed('one'));
    expect(sandbox.version).not.toBe(version);
  });

  it('runs where it can not write', () => {
    const sandbox = new Built(serving('one'));
    mkdirSync(dirname(sandbox.caches), { recursive: true });
    writeFileSync(sandbox.caches, 'a file');
    expect(sandbox.run()).toEqual(printed('one'));
  });
});
