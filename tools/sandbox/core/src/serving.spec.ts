import { readAssembly, type StackArtifact } from '@sandbox/engine/assembly';
import type { Template } from '@sandbox/engine/template';
import { broken } from '@sandbox/engine/testing/small-resources';
import { hostName, service, twoAccounts } from '@sandbox/engine/testing/two-accounts';
import { answer } from '@sandbox/front-doors/https/way';
import type { HttpRequest } from '@sandbox/kernel/http';
import { answering, functionCode } from '@sandbox/kernel/testing/function-code';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { Trace } from '@sandbox/kernel/trace';
import { Sandbox } from './sandbox';

const folders = temporaryFolders();

const request: HttpRequest = {
  method: 'GET',
  host: hostName,
  name: hostName,
  path: '/v1/orders',
  query: '',
  headers: [['Host', hostName]],
  body: Buffer.alloc(0),
  sourceIp: '127.0.0.1',
};

const newTrace = () => new Trace(`${request.method} ${request.host}${request.path}`);

/** The service as of a release: its code, with a version behind the alias, and a new deployment. */
function release(artifact: StackArtifact, number: number, more: Template['Resources'] = {}) {
  const text = JSON.stringify(artifact.template)
    .replaceAll('${Echo.Arn}', '${Live}')
    .replaceAll('{"Fn::GetAtt":["Echo","Arn"]}', '{"Ref":"Live"}')
    .replaceAll('"Deployment"', `"Deployment${number}"`)
    .replaceAll('"S3Key":"echo"', `"S3Key":"release-${number}"`);
  const template = JSON.parse(text) as Template;
  const Resources: Template['Resources'] = {
    ...template.Resources,
    [`Version${number}`]: {
      Type: 'AWS::Lambda::Version',
      Properties: { FunctionName: { Ref: 'Echo' } },
    },
    Live: {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        FunctionName: { Ref: 'Echo' },
        FunctionVersion: { 'Fn::GetAtt': [`Version${number}`, 'Version'] },
        Name: 'live',
      },
    },
    ...more,
  };
  const code = functionCode(folders(), answering(`{ statusCode: 200, body: '${number}' }`));
  return {
    ...artifact,
    template: { ...template, Resources },
    assets: new Map([[`release-${number}`, code]]),
  };
}

/** Keeps some clients asking until they are stopped; gives all answers, as `<status> <body>`. */
function clients(sandbox: Sandbox, count: number): () => Promise<readonly string[]> {
  const answers: string[] = [];
  let stopped = false;
  const client = async () => {
    while (!stopped) {
      const answered = await answer(request, sandbox.accountList, newTrace());
      answers.push(`${answered?.status} ${answered?.body.toString()}`);
    }
  };
  const running = [...Array(count).keys()].map(client);
  return async () => {
    stopped = true;
    await Promise.all(running);
    return answers;
  };
}

describe('updates of a stack while it is asked', () => {
  let sandbox: Sandbox;
  let artifact: StackArtifact;

  beforeAll(async () => {
    const assemblies = twoAccounts(folders);
    sandbox = await Sandbox.start({ assemblies, dataDir: folders(), port: 0, awsPort: 0 });
    [artifact] = assemblies.flatMap((folder) => readAssembly(folder)).slice(-1) as [StackArtifact];
    await stacks().deployStack(release(artifact, 0));
  });

  afterAll(() => sandbox.stop());

  function stacks() {
    const account = sandbox.accountList.find(({ id }) => id === service);
    if (!account) throw new Error(`There is no account ${service}`);
    return account.stacks;
  }

  it('fail no request, serve the new code once they are done, and leave other stacks alone', async () => {
    const consumer = sandbox.stacks.find(({ name }) => name === 'consumer');
    const before = consumer?.events.length;
    const stop = clients(sandbox, 4);
    for (let number = 1; number <= 10; number++) {
      await stacks().deployStack(release(artifact, number));
    }
    const answers = await stop();
    expect(answers.filter((one) => !one.startsWith('200 '))).toEqual([]);
    expect(new Set(answers).size).toBeGreaterThan(5);
    const last = await answer(request, sandbox.accountList, newTrace());
    expect(last?.body).toBe('10');
    expect(consumer?.events).toHaveLength(before ?? -1);
  }, 60_000);

  it('fail no request and go on with the old code where they fail and are rolled back', async () => {
    await stacks().deployStack(release(artifact, 20));
    const stop = clients(sandbox, 2);
    const fails = { Broken: { ...broken, DependsOn: ['Live', 'Stage'] } };
    await expect(stacks().deployStack(release(artifact, 21, fails))).rejects.toThrow('Broken');
    const answers = await stop();
    expect(answers.filter((one) => !one.startsWith('200 '))).toEqual([]);
    const last = await answer(request, sandbox.accountList, newTrace());
    expect(last?.body).toBe('20');
  }, 60_000);
});
