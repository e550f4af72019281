/** An API that answers nobody, while every target is healthy: the consumer's smoke test notices it. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Sandbox } from '@sandbox/core';
import { assembliesWith } from './assemblies';
import { API, food } from './edits';
import { loadSandbox } from './sandbox-bundle';
import { bundleFolder, preparedFolder } from './testing/folders';

/** The stacks as they are, but that the food API admits another endpoint than the consumer's. */
const anotherEndpoint = food.set(
  API,
  ['Policy', 'Statement', 'DenyUnlessThroughTheConsumersEndpoint', 'Condition'],
  { StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } },
);

const folders: string[] = [];
const running: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Run {
  /** The name of the error's type, where the invocation failed. */
  readonly error: string | undefined;
  readonly services: readonly { name: string; ok: boolean; status: number }[] | undefined;
}

/** Runs the smoke test in a sandbox with these mistakes. */
async function smokeTest(
  edits: Parameters<typeof assembliesWith>[0],
  event: object = {},
): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'dead-api-'));
  folders.push(folder);
  cpSync(preparedFolder, join(folder, 'data'), { recursive: true });
  const module = await loadSandbox(bundleFolder);
  const sandbox = await module.Sandbox.start({
    assemblies: assembliesWith(edits, join(folder, 'assemblies')),
    dataDir: join(folder, 'data'),
    port: 0,
    awsPort: 0,
    warmUp: false,
  });
  running.push(sandbox);
  const client = new LambdaClient({
    endpoint: sandbox.awsEndpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: '111111111111', secretAccessKey: 'none' },
  });
  const FunctionName = sandbox.functions.find(({ arn }) => arn.includes('SmokeTest'))?.arn;
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  const answer = JSON.parse(Payload?.transformToString() ?? 'null') as {
    errorType?: string;
    services?: Run['services'];
  };
  return { error: FunctionError && answer.errorType, services: answer.services };
}

describe('an API that refuses its consumer', () => {
  it('is told apart from one that answers', async () => {
    const { services } = await smokeTest([anotherEndpoint]);
    expect(services).toMatchObject([
      { name: 'food', ok: false, status: 403 },
      { name: 'beverage', ok: true, status: 200 },
    ]);
  });

  it('makes a scheduled run fail, which raises the alarm', async () => {
    const event = { scheduledTime: '2026-11-26T12:05:00Z' };
    expect((await smokeTest([anotherEndpoint], event)).error).toBe('SmokeTestFailed');
  });

  it('is not seen where none refuses', async () => {
    const event = { scheduledTime: '2026-11-26T12:05:00Z' };
    expect((await smokeTest([], event)).services).toMatchObject([{ ok: true }, { ok: true }]);
  });
});
