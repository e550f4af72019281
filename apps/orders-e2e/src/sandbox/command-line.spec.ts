import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { ordersApi } from '../support/orders-api';
import {
  onFreePorts,
  SandboxProcess,
  temporaryFolder,
  type Ending,
  type SpawnOptions,
} from '../support/sandbox-process';
import { services } from '../support/services';
import { currentTarget } from '../support/target';

/** Time limit for a start that fails late. */
const REFUSAL_TIMEOUT_MS = 15_000;

/** Permissions are not enforced for root, so as root the sandbox is started as another user. */
const UNPRIVILEGED: SpawnOptions =
  process.getuid?.() === 0 ? { user: { uid: 65_534, gid: 65_534 } } : {};

describe('the command line of the sandbox', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  const run = (args: readonly string[], options?: SpawnOptions) =>
    new SandboxProcess(args, options).ended(REFUSAL_TIMEOUT_MS);

  describe('reports the problem in one line, fails, and leaves nothing running', () => {
    const expectRefused = ({ code, signal, stderr, remainingPids }: Ending, reason: RegExp) => {
      expect(stderr).toMatch(/^error: [^\n]+\n$/);
      expect(stderr).toMatch(reason);
      expect({ failed: code !== 0, signal, remainingPids }).toEqual({
        failed: true,
        signal: null,
        remainingPids: [],
      });
    };

    it.concurrent.each([
      ['an unknown option', ['--nonsense'], /--nonsense/],
      ['an argument that is not an option', ['nonsense'], /nonsense/],
      ['a port that is not a number', ['--port', 'abc'], /--port .*abc/],
      ['a port that is too high', ['--port', '65536'], /--port .*65536/],
      ['an empty folder name', ['--data-dir='], /--data-dir/],
    ])('about %s', async (_what, args, reason) => {
      expectRefused(await run(args), reason);
    });

    it.concurrent.each([
      ['a file', (file: string) => file],
      ['a path through a file', (file: string) => join(file, 'data')],
    ])('about a data folder that is %s', async (_what, path) => {
      const file = join(folder.path, 'file');
      writeFileSync(file, '');
      expectRefused(await run(onFreePorts(path(file))), /folder/);
    });

    it('about a data folder that is not writable', async () => {
      const forbidden = join(folder.path, 'forbidden', 'data');
      expectRefused(await run(onFreePorts(forbidden), UNPRIVILEGED), /permission/);
    });

    it('about a data folder that another sandbox uses, which keeps running', async () => {
      const used = currentTarget().sandboxFolder ?? '';

      expectRefused(await run(onFreePorts(used)), /another sandbox/);

      for (const service of services) {
        const api = ordersApi(service);
        await expect(api.placed()).resolves.toBeDefined();
        api.close();
      }
    });

    describe('about a port that is in use', () => {
      let holder: Server;
      let usedPort: string;

      beforeAll(async () => {
        holder = createServer().listen(0, '127.0.0.1');
        await once(holder, 'listening');
        usedPort = String((holder.address() as AddressInfo).port);
      });
      afterAll(() => holder.close());

      it.each(['--port', '--aws-port', '--console-port'])('by %s', async (option) => {
        const args = [...onFreePorts(join(folder.path, option)), option, usedPort];
        expectRefused(await run(args), new RegExp(`${usedPort} is already in use.*${option} `));
      });
    });
  });

  it('prints its help', async () => {
    const { code, stdout, stderr } = await run(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/--port.*\n.*--aws-port.*\n.*--console-port[^]*--data-dir/);
  });
});
