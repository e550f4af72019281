import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  ownerAssembly,
  readerAssembly,
  sharedSecretArn,
  type SharedSecretOptions,
} from '@sandbox/engine/testing/shared-secret';
import { service } from '@sandbox/engine/testing/two-accounts';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { Sandbox } from './sandbox';
import { SandboxClient } from './sandbox-client';
import { RefusedReadError } from './secret-checks';
import type { Synthesis } from './syntheses';

const folders = temporaryFolders();
const running: Sandbox[] = [];

afterEach(() => Promise.all(running.splice(0).map((sandbox) => sandbox.stop())));

const neverAnew = () => Promise.reject(new Error('synthesized again'));

const reader = (value = 'vpce-1') => readerAssembly(folders(), value);
const owner = (options?: SharedSecretOptions) => ownerAssembly(folders(), options);

async function start(
  assemblies: readonly string[],
  synthesize: Synthesis['synthesize'] = neverAnew,
  dataDir = folders(),
) {
  const printed: string[] = [];
  const sandbox = await Sandbox.start({
    ...{ assemblies, dataDir, port: 0, awsPort: 0 },
    print: (line) => printed.push(line),
    synthesis: { synthesize, deployCommand: (stackName) => `deploy ${stackName}` },
  });
  running.push(sandbox);
  return { sandbox, printed, dataDir };
}

/** Returns the value that the reading stack was deployed with, or undefined when it is not deployed. */
function deployedWith(sandbox: Sandbox): string | undefined {
  const account = sandbox.accountList.find(({ id }) => id === service);
  const logs = account?.stacks.find('reader')?.resources.get('Logs')?.physicalId;
  return logs?.replace('reader-', '');
}

const changed = `reader was synthesized with vpce-1, but ${sharedSecretArn} holds vpce-2`;

describe('a stack that was synthesized with a secret value', () => {
  it('is deployed as it is if the value is current, after the stack with the secret', async () => {
    const { sandbox } = await start([reader(), owner()]);
    expect(deployedWith(sandbox)).toBe('vpce-1');
  });

  it('is synthesized again if the value has changed, with the starting sandbox', async () => {
    const old = reader();
    const syntheses: string[] = [];
    const { sandbox, printed } = await start([old, owner({ value: 'vpce-2' })], (...args) => {
      syntheses.push(...args);
      return Promise.resolve(reader('vpce-2'));
    });
    expect(syntheses).toEqual([old, sandbox.awsEndpoint]);
    expect(printed).toEqual([`${changed}: synthesizing it again`]);
    expect(deployedWith(sandbox)).toBe('vpce-2');
  });

  it('is synthesized again also if it is deployed into a running sandbox', async () => {
    const { sandbox } = await start([owner({ value: 'vpce-2' })], () =>
      Promise.resolve(reader('vpce-2')),
    );
    await sandbox.deploy(reader());
    expect(deployedWith(sandbox)).toBe('vpce-2');
  });

  it('is not synthesized twice, until its app or the secret changes', async () => {
    const dataDir = folders();
    const syntheses: string[] = [];
    const starting = async (assemblies: readonly string[], value: string) => {
      const synthesize = (old: string) => {
        syntheses.push(`${assemblies.indexOf(old)} for ${value}`);
        return Promise.resolve(reader(value));
      };
      const { sandbox } = await start(assemblies, synthesize, dataDir);
      expect(deployedWith(sandbox)).toBe(value);
      await sandbox.stop();
    };
    await starting([reader(), owner({ value: 'vpce-2' })], 'vpce-2');
    await starting([reader(), owner({ value: 'vpce-2' })], 'vpce-2');
    expect(syntheses).toEqual(['0 for vpce-2']);
    await starting([reader('vpce-0'), owner({ value: 'vpce-2' })], 'vpce-2');
    await starting([reader('vpce-0'), owner({ value: 'vpce-3' })], 'vpce-3');
    expect(syntheses).toEqual(['0 for vpce-2', '0 for vpce-2', '0 for vpce-3']);
    expect(readdirSync(join(dataDir, 'synthesized/reader'))).toHaveLength(1);
  });

  it('is not deployed if the new synthesis is outdated, too', async () => {
    const started = start([reader(), owner({ value: 'vpce-2' })], () => Promise.resolve(reader()));
    await expect(started).rejects.toThrow(`${changed}, even after another synthesis`);
  });

  it("is deployed as it is by a sandbox that can't synthesize", async () => {
    const assemblies = [reader(), owner({ value: 'vpce-2' })];
    const ports = { port: 0, awsPort: 0 };
    const sandbox = await Sandbox.start({ assemblies, dataDir: folders(), ...ports });
    running.push(sandbox);
    expect(deployedWith(sandbox)).toBe('vpce-1');
  });
});

describe('a deployment that changes a secret', () => {
  it('names the outdated stacks, with the command that deploys them, until that is done', async () => {
    const { sandbox, printed, dataDir } = await start([owner(), reader()]);
    const outdated = `${changed}. Deploy it again: deploy reader`;
    const client = SandboxClient.find(dataDir);
    expect(await client.deploy(owner({ value: 'vpce-2' }))).toEqual([outdated]);
    expect(printed).toEqual([outdated]);
    expect(await sandbox.deploy(reader('vpce-2'))).toEqual([]);
    expect(printed).toEqual([outdated]);
  });

  it('names them after a restart, too', async () => {
    const { sandbox, dataDir } = await start([owner(), reader()]);
    await sandbox.stop();
    const again = await start([owner()], neverAnew, dataDir);
    expect(await again.sandbox.deploy(owner({ value: 'vpce-2' }))).toHaveLength(1);
  });

  it("names those that can't be synthesized", async () => {
    const { sandbox } = await start([owner(), reader()]);
    expect(await sandbox.deploy(owner({ keyReaders: [] }))).toEqual([
      `could not synthesize reader: account ${service} can't read ${sharedSecretArn}: AccessDeniedException: Access to KMS is not allowed`,
    ]);
  });
});

describe('a start with a denied read', () => {
  async function refusal(options: SharedSecretOptions): Promise<RefusedReadError> {
    const error: unknown = await start([reader(), owner(options)]).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(RefusedReadError);
    return error as RefusedReadError;
  }

  it('fails with the statement of the secret’s policy that decided', async () => {
    const deny = { Effect: 'Deny', Principal: { AWS: service }, Action: '*', Resource: '*' };
    const { message, trace } = await refusal({
      secretPolicy: [{ Sid: 'NotThisAccount', ...deny }],
    });
    expect(message).toMatch(
      `could not synthesize reader: account ${service} can't read ${sharedSecretArn}: AccessDeniedException`,
    );
    expect(trace?.hops.at(-1)).toMatchObject({
      name: 'secret policy',
      outcome: 'refused',
      detail: expect.stringContaining('NotThisAccount') as string,
    });
  });

  it('fails with the key’s policy if none of its statements allows it', async () => {
    const { trace } = await refusal({ keyReaders: [] });
    expect(trace?.hops.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['secret policy', 'passed'],
      ['key policy', 'refused'],
    ]);
  });
});
