import { readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { readAssembly, type StackArtifact } from '@sandbox/engine/assembly';
import type { Template } from '@sandbox/engine/template';
import { broken } from '@sandbox/engine/testing/small-resources';
import { hostName, service, twoAccounts } from '@sandbox/engine/testing/two-accounts';
import { handleRequest } from '@sandbox/front-doors/https/handle-request';
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

interface ReleaseOptions {
  /** Further resources. */
  readonly more?: Template['Resources'];
  /** Source of the handler. @default returns the number of the release */
  readonly source?: string;
}

/** Returns the service's template in a release: its code, a version with an alias, and a new deployment. */
function release(
  artifact: StackArtifact,
  number: number,
  { more = {}, source = answering(`{ statusCode: 200, body: '${number}' }`) }: ReleaseOptions = {},
): StackArtifact {
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
  return {
    ...artifact,
    template: { ...template, Resources },
    assets: new Map([[`release-${number}`, functionCode(folders(), source)]]),
  };
}

/**
 * Runs clients that send requests until they are stopped. Stopping them returns all responses, as
 * `<status> <body>`, with the refusal in the trace when the function did not respond.
 */
function clients(sandbox: Sandbox, count: number): () => Promise<readonly string[]> {
  const answers: string[] = [];
  let stopped = false;
  const client = async () => {
    while (!stopped) {
      const trace = newTrace();
      const answered = await handleRequest(request, sandbox.accountList, trace);
      const hops = trace.hops.map(({ name, detail }) => `${name}: ${detail}`);
      const reason = answered?.status === 200 ? [] : hops.slice(-1);
      answers.push([answered?.status, answered?.body.toString(), ...reason].join(' '));
    }
  };
  const running = [...Array(count).keys()].map(client);
  return async () => {
    stopped = true;
    await Promise.all(running);
    return answers;
  };
}

/** Returns a handler that imports further code once a file exists, as handlers with dynamic imports do. */
const loadsLater = (file: string) => `
  import { existsSync } from 'node:fs';
  import { setTimeout as sleep } from 'node:timers/promises';
  export const text = 'loaded';
  export const handler = async () => {
    while (!existsSync(${JSON.stringify(file)})) await sleep(5);
    const { text } = await import('./handler.mjs?later');
    return { statusCode: 200, body: text };
  };`;

describe('updates of a stack under load', () => {
  let sandbox: Sandbox;
  let artifact: StackArtifact;
  const dataDir = folders();

  beforeAll(async () => {
    const assemblies = twoAccounts(folders);
    sandbox = await Sandbox.start({ assemblies, dataDir, port: 0, awsPort: 0 });
    [artifact] = assemblies.flatMap((folder) => readAssembly(folder)).slice(-1) as [StackArtifact];
    await stacks().deployStack(release(artifact, 0));
  });

  afterAll(() => sandbox.stop());

  function stacks() {
    const account = sandbox.accountList.find(({ id }) => id === service);
    if (!account) throw new Error(`There is no account ${service}`);
    return account.stacks;
  }

  it('fail no request, serve the new code when they are done, and do not affect other stacks', async () => {
    const consumer = sandbox.stacks.find(({ name }) => name === 'consumer');
    const before = consumer?.events.length;
    const stop = clients(sandbox, 4);
    for (let number = 1; number <= 10; number++) {
      await stacks().deployStack(release(artifact, number));
    }
    const answers = await stop();
    expect(answers.filter((one) => !one.startsWith('200 '))).toEqual([]);
    expect(new Set(answers).size).toBeGreaterThan(5);
    const last = await handleRequest(request, sandbox.accountList, newTrace());
    expect(last?.body).toBe('10');
    expect(consumer?.events).toHaveLength(before ?? -1);
  }, 60_000);

  it('complete a request in flight with the old code', async () => {
    const [file, assets] = [join(folders(), 'go-on'), join(dataDir, service, 'assets')];
    await stacks().deployStack(release(artifact, 30, { source: loadsLater(file) }));
    // One more than the number of execution environments, so that one is started after the update.
    const waiting = [...Array(1 + availableParallelism()).keys()].map(() =>
      handleRequest(request, sandbox.accountList, newTrace()),
    );
    await stacks().deployStack(release(artifact, 31));
    writeFileSync(file, '');
    const answers = await Promise.all(waiting);
    expect(answers.map((each) => each?.body.toString())).toEqual(waiting.map(() => 'loaded'));
    await stacks().deployStack(release(artifact, 32));
    expect(readdirSync(assets).sort()).toEqual(['node_modules', 'release-32']);
  }, 60_000);

  it('fail no request and keep the old code if they are rolled back', async () => {
    await stacks().deployStack(release(artifact, 20));
    const stop = clients(sandbox, 2);
    const fails = { Broken: { ...broken, DependsOn: ['Live', 'Stage'] } };
    await expect(stacks().deployStack(release(artifact, 21, { more: fails }))).rejects.toThrow(
      'Broken',
    );
    const answers = await stop();
    expect(answers.filter((one) => !one.startsWith('200 '))).toEqual([]);
    const last = await handleRequest(request, sandbox.accountList, newTrace());
    expect(last?.body).toBe('20');
  }, 60_000);
});
