import { readdirSync } from 'node:fs';
import { send, type Answer } from '@sandbox/kernel/testing/https-client';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { Sandbox } from './sandbox';
import { lookupApp, reportingApp } from './testing/foreign-apps/incomplete';
import { privateApiApp } from './testing/foreign-apps/private-api';
import { publicApiApp } from './testing/foreign-apps/public-api';
import { pythonApp } from './testing/foreign-apps/python-function';
import { secretOwnerApp, secretReaderApp } from './testing/foreign-apps/shared-secret';

const folders = temporaryFolders();
const running: Sandbox[] = [];
const printed: string[] = [];

const privateApi = privateApiApp(folders());
const publicApi = publicApiApp(folders());
const owners = {
  sharing: secretOwnerApp(folders(), true),
  keeping: secretOwnerApp(folders(), false),
};

async function start(assembly: string): Promise<Sandbox> {
  const sandbox = await Sandbox.start({
    assemblies: [assembly],
    dataDir: folders(),
    port: 0,
    awsPort: 0,
    print: (line) => printed.push(line),
  });
  running.push(sandbox);
  return sandbox;
}

afterAll(() => Promise.all(running.map((sandbox) => sandbox.stop())));

/** Sends a request to an API at the URL of the start report. */
function ask(
  sandbox: Sandbox,
  constructPath: string,
  path: string,
  options: Parameters<typeof send>[2] = {},
): Promise<Answer> {
  const api = sandbox.apis.find((candidate) => candidate.constructPath.startsWith(constructPath));
  const [place] = api?.locations ?? [];
  if (!place) throw new Error(`${constructPath}: ${api?.unreachable ?? 'no such API'}`);
  return send(sandbox.authorityFile, sandbox.urlOf(place) + path, options);
}

describe('an app with a private API in two stages', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await start(privateApi);
  });

  it('runs the stacks of both, in the default account and Region, and reports that', () => {
    expect(
      sandbox.stacks.map(({ name, account, region }) => `${account} ${region} ${name}`),
    ).toEqual(
      ['Beta-Network', 'Beta-Api', 'Prod-Network', 'Prod-Api'].map(
        (name) => `000000000000 us-east-1 ${name}`,
      ),
    );
    expect(printed).toContain(
      'Beta-Api is environment-agnostic: it runs in account 000000000000, Region us-east-1',
    );
  });

  it.each(['Beta', 'Prod'])('responds in %s, through the endpoint of that stage', async (stage) => {
    expect(await ask(sandbox, `${stage}/`, '/pets/cat')).toMatchObject({
      status: 200,
      body: {
        stack: `${stage}-Api`,
        httpMethod: 'GET',
        via: expect.stringMatching(/^vpce-/) as string,
      },
    });
  });

  it('enforces the policy of each endpoint', async () => {
    const options = { method: 'DELETE' };
    expect(await ask(sandbox, 'Beta/', '/pets/cat', options)).toMatchObject({ status: 200 });
    expect(await ask(sandbox, 'Prod/', '/pets/cat', options)).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining('no VPC endpoint policy allows') as string },
    });
  });
});

describe('an app with a public API without a custom domain', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await start(publicApi);
  });

  it('is reachable by its default endpoint, with the path of its stage', () => {
    expect(sandbox.serviceUrls).toEqual([
      expect.stringMatching(
        /^https:\/\/[a-z0-9]{10}\.execute-api\.us-east-1\.localhost:\d+\/prod$/,
      ) as string,
    ]);
  });

  it('responds from its MOCK integration', async () => {
    expect(await ask(sandbox, 'Signups/', '/health')).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    });
  });

  it('passes the example of its model to the function, over the internet', async () => {
    const method = sandbox.apis[0]?.methods.find(({ path }) => path === '/sign-ups');
    const answer = await ask(sandbox, 'Signups/', '/sign-ups', {
      method: 'POST',
      body: method?.body ?? '',
    });
    expect(answer).toMatchObject({
      status: 201,
      body: { address: { city: 'Ada Lovelace' }, tags: ['Ada Lovelace'], region: 'us-east-1' },
    });
    expect(answer.body).not.toHaveProperty('identity.vpceId');
  });

  it('rejects what its model does not accept', async () => {
    const body = '{"address":{}}';
    expect(await ask(sandbox, 'Signups/', '/sign-ups', { method: 'POST', body })).toMatchObject({
      status: 400,
      body: { message: 'Invalid request body' },
    });
  });
});

describe('two apps that share a secret across accounts', () => {
  it('deploys a stack after the one that it imports from, and allows the function to read', async () => {
    const sandbox = await deployBoth(owners.sharing);
    expect(sandbox.stacks.map(({ account, name }) => `${account} ${name}`)).toEqual([
      '444444444444 Owner',
      '555555555555 ReaderRole',
      '555555555555 ReaderApi',
    ]);
    expect(await ask(sandbox, 'ReaderApi/', '/')).toMatchObject({
      status: 200,
      body: { length: 10 },
    });
  });

  it('denies the other account if the policy of the secret does not allow it', async () => {
    const sandbox = await deployBoth(owners.keeping);
    expect(await ask(sandbox, 'ReaderApi/', '/')).toMatchObject({
      status: 502,
      body: { name: 'AccessDeniedException' },
    });
  });

  /** The reader gets the secret's ARN, which does not depend on where the stack `Owner` is deployed. */
  async function deployBoth(owner: string): Promise<Sandbox> {
    const sandbox = await start(owner);
    const { value } = sandbox.stacks[0]?.outputs.get('SecretArn') ?? { value: '' };
    await sandbox.deploy(secretReaderApp(folders(), value));
    return sandbox;
  }
});

describe('an unsupported resource of an app', () => {
  it('is reported before anything is deployed, and nothing remains in the data folder', async () => {
    const dataDir = folders();
    const sandbox = Sandbox.start({
      assemblies: [publicApi, pythonApp(folders())],
      dataDir,
      port: 0,
      awsPort: 0,
    });
    await expect(sandbox).rejects.toThrow(
      "the sandbox can't run\n  Report: Report/Daily/Resource (AWS::Lambda::Function): " +
        'Runtime: python3.12 is not supported, only Node.js runtimes are',
    );
    expect(readdirSync(dataDir)).toEqual([]);
  });
});

describe('an app that the CDK CLI would not deploy', () => {
  it('is refused with the error that it reported about a construct', async () => {
    await expect(start(reportingApp(folders()))).rejects.toThrow(
      /^the sandbox can't run\n {2}Report: Report\/Topic: the topic needs a key \(error of the app\)$/,
    );
  });

  it('is refused when a value was not looked up, whose placeholder the template has', async () => {
    await expect(start(lookupApp(folders()))).rejects.toThrow(
      /the app needs values from AWS, which cdk synth looks up .*: vpc-provider:account=111111111111:.*vpc-id=vpc-0123456789abcdef0/,
    );
  });
});
