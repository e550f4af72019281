import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { DataFolder } from '@sandbox/core/data-folder';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';

const folders = temporaryFolders();

/** `npm start` in a clone where nothing was installed or built. */
const clone = folders();
for (const folder of ['tools/npm-scripts', 'tools/sandbox']) {
  cpSync(resolve(__dirname, '../../../..', folder), join(clone, folder), { recursive: true });
}

function start(...args: readonly string[]) {
  const script = join(clone, 'tools/npm-scripts/start.mjs');
  const options = { cwd: clone, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], options);
  return { status, stdout, stderr };
}

describe('npm start on a fresh clone', () => {
  afterEach(() => expect(readdirSync(clone)).toEqual(['tools']));

  it.each(['--help', '-h'])('prints the help with %s', (argument) => {
    const { status, stdout, stderr } = start(argument);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: npm start -- \[options\]\n/);
  });

  it.each([
    [['--prot'], "Unknown option '--prot'. See npm start -- --help"],
    [['--port', 'abc'], '--port must be a whole number from 0 to 65535, got "abc"'],
    [['--port'], "Option '--port <value>' argument missing. See npm start -- --help"],
    [['--port=9000', '--aws-port=9000'], '--port and --aws-port must differ, but both are 9000'],
  ])('installs nothing for %j', (args, message) => {
    expect(start(...args)).toEqual({ status: 2, stdout: '', stderr: `error: ${message}\n` });
  });

  it('installs nothing for an app that is not a cloud assembly, relative to the working directory', () => {
    const calledIn = folders();
    const script = join(clone, 'tools/npm-scripts/start.mjs');
    const { status, stderr } = spawnSync(process.execPath, [script, '--app', 'other/cdk.out'], {
      cwd: clone,
      encoding: 'utf8',
      env: { ...process.env, INIT_CWD: calledIn },
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        `error: ${join(calledIn, 'other/cdk.out')} does not exist; --app must be the folder that ` +
        'cdk synth wrote, such as cdk.out\n',
    });
  });

  it('installs nothing for a folder that another sandbox uses', () => {
    const dataDir = folders();
    const dataFolder = DataFolder.take(dataDir);
    const { status, stdout, stderr } = start(
      '--port=0',
      '--aws-port=0',
      '--console-port=0',
      '--data-dir',
      dataDir,
    );
    dataFolder.release();
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(`error: another sandbox (process ${process.pid}) is using ${dataDir}`);
  });

  it('installs nothing for a port that is in use', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    const { status, stdout, stderr } = start('--port=0', '--console-port=0', `--aws-port=${port}`);
    holder.close();
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(
      `error: port ${port} is already in use; choose another with --aws-port`,
    );
  });
});
