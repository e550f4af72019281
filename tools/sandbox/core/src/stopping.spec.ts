/** Requests in flight when a sandbox is stopped. */
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { request, type ClientRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { service, twoAccounts } from '@sandbox/engine/testing/two-accounts';
import { administrator, callJson } from '@sandbox/front-doors/testing/signed-request';
import { send } from '@sandbox/kernel/testing/https-client';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { Sandbox } from './sandbox';

const folders = temporaryFolders();

const TableName = 'orders';
const LARGE = 5 * 1024 * 1024;

/** A slow handler with large responses. */
const slow = `export const handler = async (event) => {
  await new Promise((resolve) => setTimeout(resolve, event.path ? 100 : 800));
  const large = 'x'.repeat(${LARGE});
  if (!event.path) return large;
  return { statusCode: 200, body: event.queryStringParameters ? large : '"served"' };
};`;

const call = (sandbox: Sandbox, operation: string, input: object) =>
  callJson(sandbox.awsEndpoint, administrator(service), `DynamoDB_20120810.${operation}`, input);

async function started(dataDir: string): Promise<Sandbox> {
  const assemblies = twoAccounts(folders, { handler: slow });
  const sandbox = await Sandbox.start({ assemblies, dataDir, port: 0, awsPort: 0 });
  await call(sandbox, 'CreateTable', {
    TableName,
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  await sleep(20);
  return sandbox;
}

/** Reads a response slowly over a keep-alive connection, and returns its number of bytes. */
function readSlowly(sent: ClientRequest, began: () => void = () => undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('error', reject).on('end', () => resolve(bytes));
      response.pause();
      setTimeout(() => response.resume(), 200);
      began();
    });
  });
}

/** Invokes the function with the Lambda API. */
function invoked(sandbox: Sandbox): Promise<number> {
  const arn = sandbox.accountList.find(({ id }) => id === service)?.lambda.all[0]?.arn ?? '';
  const path = `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`;
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${service}/20261122/eu-central-1/lambda/aws4_request, ` +
    'SignedHeaders=host, Signature=none';
  const headers = { authorization, connection: 'keep-alive' };
  const sent = request(sandbox.awsEndpoint, { path, method: 'POST', headers });
  return readSlowly(sent.end('{}'));
}

/** Waits until the sandbox has received this number of requests in total. */
async function untilArrived(sandbox: Sandbox, count: number): Promise<void> {
  for (;;) {
    const response = await fetch(`${sandbox.awsEndpoint}/_sandbox/requests?limit=9999`);
    const { requests } = (await response.json()) as { requests: readonly unknown[] };
    if (requests.length >= count) return;
    await sleep(5);
  }
}

describe('stopping a sandbox', () => {
  it('completes every received request, then closes its databases', async () => {
    const dataDir = folders();
    const sandbox = await started(dataDir);
    const [url = ''] = sandbox.serviceUrls;
    const before = 1;
    const served = [1, 2, 3].map(() => send(sandbox.authorityFile, `${url}/orders`));
    await untilArrived(sandbox, before + 3);
    const large = invoked(sandbox);
    await untilArrived(sandbox, before + 4);
    const writes = [...Array(20).keys()].map((n) =>
      call(sandbox, 'PutItem', { TableName, Item: { id: { S: String(n) } } }),
    );
    await untilArrived(sandbox, before + 24);
    const stopped = sandbox.stop();
    expect((await Promise.all(served)).map(({ status, body }) => [status, body])).toEqual(
      Array(3).fill([200, 'served']),
    );
    expect(await large).toBe(LARGE + '""'.length);
    expect((await Promise.all(writes)).map(({ status }) => status)).toEqual(Array(20).fill(200));
    await stopped;
    const note = join(dataDir, service, 'dynamodb', 'clean-stop');
    expect(existsSync(note)).toBe(true);
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
    await expect(fetch(sandbox.awsEndpoint)).rejects.toThrow('fetch failed');
  }, 30_000);

  it('lets a client read a started response to its end', async () => {
    const sandbox = await started(folders());
    const { port, hostname } = new URL(sandbox.serviceUrls[0] ?? '');
    const began = new AbortController();
    const sent = httpsRequest({
      ...{ host: '127.0.0.1', port, servername: hostname, path: '/v1/orders?large=1' },
      headers: { host: hostname, connection: 'keep-alive' },
      ca: readFileSync(sandbox.authorityFile, 'utf8'),
    });
    const bytes = readSlowly(sent.end(), () => began.abort());
    await once(began.signal, 'abort');
    await sandbox.stop();
    expect(await bytes).toBe(LARGE);
  }, 30_000);
});
