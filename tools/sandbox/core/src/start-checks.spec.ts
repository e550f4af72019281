import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { DataFolder } from './data-folder';
import { checkStart } from './start-checks.cjs';

const folders = temporaryFolders();

const check = (options: Partial<Parameters<typeof checkStart>[0]>) =>
  checkStart({ port: 0, awsPort: 0, consolePort: 0, dataDir: folders(), apps: [], ...options });

function aFile(): string {
  const file = join(folders(), 'file');
  writeFileSync(file, '');
  return file;
}

function anAppsSource(): string {
  const folder = folders();
  writeFileSync(join(folder, 'cdk.json'), '{}');
  return folder;
}

describe('before a sandbox starts', () => {
  it('nothing is created if it can start', async () => {
    const dataDir = join(folders(), 'a', 'b');
    await check({ dataDir });
    expect(existsSync(join(dataDir, '..'))).toBe(false);
  });

  it('a folder is rejected that another sandbox uses', async () => {
    const dataDir = folders();
    const dataFolder = DataFolder.take(dataDir);
    await expect(check({ dataDir })).rejects.toThrow(
      `another sandbox (process ${process.pid}) is using ${dataDir}; stop it, or choose another`,
    );
    dataFolder.release();
    await check({ dataDir });
  });

  it.each([
    ['a file', (file: string) => file],
    ['below a file', (file: string) => join(file, 'data')],
  ])('a data folder is rejected that is %s', async (_what, path) => {
    await expect(check({ dataDir: path(aFile()) })).rejects.toThrow(
      "can't be used: it is not a folder",
    );
  });

  it('a data folder is rejected that is a broken link', async () => {
    const dataDir = join(folders(), 'link');
    symlinkSync('/nowhere/at/all', dataDir);
    await expect(check({ dataDir })).rejects.toThrow(`the data folder ${dataDir} can't be used`);
  });

  it('a data folder is rejected that contains something else', async () => {
    const dataDir = folders();
    writeFileSync(join(dataDir, 'thesis.odt'), '');
    await expect(check({ dataDir })).rejects.toThrow(
      'it contains thesis.odt, which is not part of a sandbox',
    );
  });

  it.each([
    ['that does not exist', () => join(folders(), 'none'), 'does not exist'],
    ['that is a file', aFile, 'is not a folder'],
    ['without an assembly', folders, 'is not a cloud assembly (no manifest.json)'],
    ['with the source of an app', anAppsSource, 'is the source of a CDK app'],
  ])('an app is rejected %s', async (_what, folder, message) => {
    const app = folder();
    await expect(check({ apps: [app] })).rejects.toThrow(`${app} ${message}`);
  });

  it.each([
    ['--port', 'port'],
    ['--aws-port', 'awsPort'],
    ['--console-port', 'consolePort'],
  ])('a port is rejected that is in use, by %s', async (option, name) => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    await expect(check({ [name]: port })).rejects.toThrow(
      `port ${port} is already in use; choose another with ${option} (0 uses a free port)`,
    );
    await new Promise((resolve) => holder.close(resolve));
    await check({ [name]: port });
  });
});

/** Permissions are not enforced for root. */
const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

it('a data folder is rejected that is not writable', () => {
  const parent = folders();
  chmodSync(parent, 0o555);
  const script = `require(${JSON.stringify(join(__dirname, 'start-checks.cjs'))})
    .checkStart({ port: 0, awsPort: 0, consolePort: 0, apps: [], dataDir: ${JSON.stringify(join(parent, 'data'))} })
    .catch(({ message }) => console.log(message));`;
  const output = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', ...asNobody });
  expect(output).toContain('no permission to write there');
});
