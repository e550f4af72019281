import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sandbox } from '@sandbox/core/sandbox';
import { send } from '@sandbox/kernel/testing/https-client';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { twoAccounts } from '@sandbox/engine/testing/two-accounts';
import { deploy, destroy } from './deploy';

const folders = temporaryFolders();
const dataDir = folders();
const [consumer = '', food = ''] = twoAccounts(folders);
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await Sandbox.start({ assemblies: [consumer], dataDir, port: 0, awsPort: 0 });
});

afterAll(() => sandbox.stop());

/** Returns the output of a command. */
async function output(command: typeof deploy, ...args: readonly string[]): Promise<string> {
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(text.toString());
    return true;
  });
  try {
    await command([...args, '--data-dir', dataDir], '/workspace');
  } finally {
    spy.mockRestore();
  }
  return written.join('');
}

function template(): { Resources: Record<string, unknown> } {
  return JSON.parse(readFileSync(join(food, 'food.template.json'), 'utf8')) as {
    Resources: Record<string, unknown>;
  };
}

function writeTemplate(value: unknown): void {
  writeFileSync(join(food, 'food.template.json'), JSON.stringify(value));
}

async function status(): Promise<number> {
  return (await send(sandbox.authorityFile, `${sandbox.serviceUrls[0] ?? ''}/orders`)).status;
}

describe('deploying into a running sandbox', () => {
  it('prints the events of a new stack, which then serves requests', async () => {
    expect(await status()).toBe(403);
    const lines = (await output(deploy, food)).trim().split('\n');
    expect(lines[0]).toMatch(/^[\d:.]+ {2}REVIEW_IN_PROGRESS +AWS::CloudFormation::Stack +food/);
    expect(lines.at(-1)).toMatch(/CREATE_COMPLETE +AWS::CloudFormation::Stack +food$/);
    expect(await status()).toBe(200);
  });

  it('reports that nothing has changed', async () => {
    expect(await output(deploy, food)).toBe('No updates are to be performed.\n');
  });

  it('fails with the reason, and the previous stack keeps running', async () => {
    const before = template();
    const Broken = { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-1' } };
    writeTemplate({ ...before, Resources: { ...before.Resources, Broken } });
    await expect(output(deploy, food)).rejects.toThrow(
      'food: Broken (AWS::EC2::Subnet): CidrBlock',
    );
    writeTemplate(before);
    expect(await status()).toBe(200);
  });

  it('deletes the stack, and nothing the second time', async () => {
    expect(await output(destroy, food)).toMatch(/DELETE_COMPLETE .+ food\n$/);
    expect(await status()).toBe(403);
    expect(await output(destroy, food)).toBe('No updates are to be performed.\n');
  });
});

describe('deploying a CDK app', () => {
  it('runs it with its output folder, its context, and the sandbox to read secrets from', async () => {
    const names = ['CDK_OUTDIR', 'CDK_CONTEXT_JSON', 'AWS_ENDPOINT_URL_SECRETS_MANAGER'];
    const file = join(dataDir, 'environment');
    const app = `printf '%s\\n' ${names.map((name) => `"$${name}"`).join(' ')} > ${file}`;
    await output(deploy, `--app=${app}`, '-c', 'stage=sandbox', '--context=text=a=b', consumer);
    const [outdir, context, endpoint] = readFileSync(file, 'utf8').split('\n');
    expect(outdir).toBe(consumer);
    expect(JSON.parse(context ?? '')).toEqual({ stage: 'sandbox', text: 'a=b' });
    expect(endpoint).toBe(sandbox.awsEndpoint);
  });

  it('deploys nothing if it fails', async () => {
    await output(destroy, food);
    await expect(output(deploy, '--app=exit 3', food)).rejects.toThrow(
      /^Nothing was deployed: the synthesis failed$/,
    );
    await expect(output(destroy, '--app=exit 3', consumer)).rejects.toThrow(
      /^Nothing was deleted: the synthesis failed$/,
    );
    expect(sandbox.stacks.map(({ name }) => name)).toEqual(['consumer']);
  });

  it('rejects a folder without an assembly after it', async () => {
    await expect(output(deploy, '--app=true', '/nowhere')).rejects.toThrow(
      '/nowhere is not a cloud assembly',
    );
  });
});

describe('the command line of deploy', () => {
  it.each([
    [[], 'specify one cloud assembly folder'],
    [['a', 'b'], 'specify one cloud assembly folder'],
    [['/nowhere'], '/nowhere is not a cloud assembly'],
    [['--stage', 'x'], "Unknown option '--stage'"],
    [['-c', 'stage', 'a'], '--context must be <key>=<value>, such as stage=sandbox, not "stage"'],
    [['-c', 'stage=x', 'a'], '--context is for an app: add --app'],
    [['-c', '=x', 'a'], '--context must be <key>=<value>, such as stage=sandbox, not "=x"'],
  ])('rejects %j', async (args, message) => {
    await expect(deploy(args, '/workspace')).rejects.toThrow(message);
  });

  it('explains what to do if no sandbox is running', async () => {
    await expect(deploy([food, '--data-dir', folders()], '/workspace')).rejects.toThrow(
      'start one with npm start',
    );
  });
});
