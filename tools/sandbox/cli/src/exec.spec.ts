import { existsSync, readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { ownerAssembly, sharedSecretArn } from '@sandbox/engine/testing/shared-secret';
import { service } from '@sandbox/engine/testing/two-accounts';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { runCommandLine } from './command-line';

const folders = temporaryFolders();

afterEach(() => {
  process.exitCode = undefined;
});

/** Returns the output and exit status of a command line, and restores `process.exitCode`. */
async function outcome(...args: readonly string[]) {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += text.toString();
      return true;
    }),
  );
  try {
    await runCommandLine(args, '/workspace');
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return { ...written, status: process.exitCode ?? 0 };
}

/**
 * Returns a command that reads the secret as a synthesis does, with the service's account, and writes it to a
 * file.
 */
function reading(file: string, account = service): readonly string[] {
  const script = `
    const { GetSecretValueCommand, SecretsManagerClient } = require('@aws-sdk/client-secrets-manager');
    const credentials = { accessKeyId: '${account}', secretAccessKey: 'any' };
    const client = new SecretsManagerClient({ region: 'eu-central-1', credentials, maxAttempts: 1 });
    client.send(new GetSecretValueCommand({ SecretId: '${sharedSecretArn}' })).then(
      ({ SecretString }) => require('node:fs').writeFileSync('${file}', SecretString),
      () => process.exit(3),
    );`;
  return [process.execPath, '-e', script];
}

describe('a command that reads secrets without a running sandbox', () => {
  const temporary = folders();

  beforeEach(() => jest.spyOn(os, 'tmpdir').mockReturnValue(temporary));

  afterEach(() => {
    jest.restoreAllMocks();
    const remaining = readdirSync(temporary).filter((name) => !name.startsWith('sandbox-spec-'));
    expect(remaining).toEqual([]);
  });

  it('reads what the assemblies deploy, as an account without a stack', async () => {
    const file = join(folders(), 'read');
    const app = ownerAssembly(folders(), { value: 'vpce-7' });
    const { status, stderr } = await outcome('exec', '--app', app, '--', ...reading(file));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(file, 'utf8')).toBe('vpce-7');
  });

  it('fails with the trace of the denied read', async () => {
    const file = join(folders(), 'read');
    const app = ownerAssembly(folders(), { keyReaders: [] });
    const { status, stderr } = await outcome('exec', `--app=${app}`, '--', ...reading(file));
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: \S*node failed\n\nsecretsmanager:GetSecretValue {2}400/);
    expect(stderr).toMatch(/✓ secret policy .*ReadersRead/);
    expect(stderr).toMatch(/✗ key policy +kms:Decrypt: no statement allows it/);
    expect(existsSync(file)).toBe(false);
  });

  it('fails likewise for an account that no policy names', async () => {
    const file = join(folders(), 'read');
    const command = reading(file, '333333333333');
    const { stderr } = await outcome('exec', '--app', ownerAssembly(folders()), '--', ...command);
    expect(stderr).toMatch(
      /✗ secret policy +secretsmanager:GetSecretValue: no statement allows it/,
    );
  });

  it('fails if the command fails, without an explanation if nothing was refused', async () => {
    const app = ownerAssembly(folders());
    const command = [process.execPath, '-e', 'process.exit(7)'];
    const { status, stderr } = await outcome('exec', '--app', app, '--', ...command);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: \S*node failed\n$/);
  });

  it.each([
    [[], '--app must be the folder that cdk synth wrote. See exec --help'],
    [['--app='], '--app must be the folder that cdk synth wrote. See exec --help'],
    [['--app=x'], 'a command is required after --. See exec --help'],
    [['--app=x', '--'], 'a command is required after --. See exec --help'],
    [['--apps=x', '--', 'true'], "Unknown option '--apps'. See exec --help"],
  ])('rejects %j', async (args, message) => {
    const { status, stderr } = await outcome('exec', ...args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: `error: ${message}\n` });
  });

  it('rejects an assembly that does not exist', async () => {
    const { status, stderr } = await outcome('exec', '--app=/nowhere', '--', 'true');
    expect(status).toBe(1);
    expect(stderr).toContain('/nowhere');
  });
});
