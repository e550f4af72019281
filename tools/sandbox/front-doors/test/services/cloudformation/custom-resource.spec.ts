import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lambdaFunction, lambdaRole } from '@sandbox/engine/testing/lambda-resources';
import { outputValues } from '@sandbox/engine/testing/outputs';
import { stackArtifact } from '@sandbox/engine/testing/stack-artifact';
import { functionCode } from '@sandbox/kernel/testing/function-code';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { startAccount, type RunningAccount } from '../../../src/testing/account';

const folders = temporaryFolders();
let running: RunningAccount;

beforeEach(async () => {
  running = await startAccount(folders());
});

afterEach(() => running.stop());

/** Deploys a custom resource whose provider runs these statements with `event`. */
function deploy(
  provider: string,
  type = 'Custom::Addresses',
  properties: Readonly<Record<string, unknown>> = {},
) {
  const folder = functionCode(
    folders(),
    `const put = (event, body) => fetch(event.ResponseURL, { method: 'PUT', body });
    const answer = (event, body) => put(event, JSON.stringify(body));
    export const handler = async (event) => { ${provider} };`,
  );
  const template = {
    Resources: {
      Role: lambdaRole,
      Provider: lambdaFunction('provider'),
      Addresses: {
        Type: type,
        Properties: {
          ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] },
          Ids: ['eni-1', 'eni-2'],
          ...properties,
        },
      },
    },
    Outputs: {
      Ref: { Value: { Ref: 'Addresses' } },
      First: { Value: { 'Fn::Select': [0, { 'Fn::GetAtt': ['Addresses', 'Addresses'] }] } },
      Nested: { Value: { 'Fn::GetAtt': ['Addresses', 'Zone.Name'] } },
    },
  };
  return running.account.stacks.deployStack(stackArtifact(template, { provider: folder }));
}

const success = `await answer(event, {
  Status: 'SUCCESS',
  PhysicalResourceId: 'addresses-1',
  Data: { Addresses: event.ResourceProperties.Ids, Zone: { Name: event.LogicalResourceId } },
});`;

describe('a custom resource', () => {
  it.each(['Custom::Addresses', 'AWS::CloudFormation::CustomResource'])(
    'of type %s has the ID and the data of the response',
    async (type) => {
      const stack = await deploy(success, type);
      expect(outputValues(stack)).toEqual({
        Ref: 'addresses-1',
        First: 'eni-1',
        Nested: 'Addresses',
      });
    },
  );

  it('sends its provider the same event as CloudFormation', async () => {
    const stack = await deploy(success.replace("'addresses-1'", 'JSON.stringify(event)'));
    expect(JSON.parse(outputValues(stack)['Ref'] ?? '')).toMatchObject({
      RequestType: 'Create',
      LogicalResourceId: 'Addresses',
      ResourceType: 'Custom::Addresses',
      ResourceProperties: { Ids: ['eni-1', 'eni-2'] },
      StackId: expect.stringContaining('stack/service/') as string,
      ResponseURL: expect.stringContaining('http://127.0.0.1:') as string,
    });
  });

  it('sends numbers and booleans as strings, at any depth', async () => {
    const stack = await deploy(
      success.replace("'addresses-1'", 'JSON.stringify(event.ResourceProperties)'),
      undefined,
      { Count: 2, Ratio: 0.5, Dns: { Enabled: true, Weights: [0, false, 'x'] } },
    );
    expect(JSON.parse(outputValues(stack)['Ref'] ?? '')).toMatchObject({
      Count: '2',
      Ratio: '0.5',
      Dns: { Enabled: 'true', Weights: ['0', 'false', 'x'] },
      Ids: ['eni-1', 'eni-2'],
    });
  });

  it.each([
    ['broken JSON', "await put(event, '{');"],
    ['no body', "await put(event, '');"],
    ['no object', 'await answer(event, null);'],
    ['an unknown status', "await answer(event, { Status: 'MAYBE' });"],
  ])(
    'fails the deployment at once, in one line, if the response is %s',
    async (_name, provider) => {
      await expect(deploy(provider)).rejects.toThrow(
        /^service: Addresses \(Custom::Addresses\): the provider function sent an invalid response: .+$/,
      );
    },
  );

  it('waits for a response that another program sends after the function has returned', async () => {
    const file = join(folders(), 'url');
    const deployed = deploy(
      `const { writeFileSync, renameSync } = await import('node:fs');
      writeFileSync('${file}.new', event.ResponseURL);
      renameSync('${file}.new', '${file}');`,
    );
    while (!existsSync(file)) await sleep(5);
    await sleep(50);
    const body = JSON.stringify({
      Status: 'SUCCESS',
      PhysicalResourceId: 'addresses-1',
      Data: { Addresses: ['eni-1'], Zone: { Name: 'a' } },
    });
    await fetch(readFileSync(file, 'utf8'), { method: 'PUT', body });
    expect(outputValues(await deployed)['Ref']).toBe('addresses-1');
  });

  it.each([
    [
      'with the reason of its provider',
      "await answer(event, { Status: 'FAILED', Reason: 'no such eni' });",
      'no such eni',
    ],
    [
      'without a reason',
      "await answer(event, { Status: 'FAILED' });",
      'the provider function gave no reason',
    ],
    [
      'when the function throws',
      'throw new TypeError("boom");',
      'the provider function failed: {"errorType":"TypeError","errorMessage":"boom"',
    ],
    [
      'when the function exits',
      'process.exit(1);',
      'the provider function failed: {"errorType":"Runtime.ExitError"',
    ],
  ])('fails the deployment %s', async (_name, provider, says) => {
    await expect(deploy(provider)).rejects.toThrow(
      new RegExp(
        `^service: Addresses \\(Custom::Addresses\\): [^]*${says.replace(/[{}]/g, '\\$&')}`,
      ),
    );
  });
});
