import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { twoAccounts } from '@sandbox/engine/testing/two-accounts';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { Sandbox } from './sandbox';

const folders = temporaryFolders();
const BYTES = Buffer.from([0x89, 0x50, 0xff, 0x00, 0x0a]);

/**
 * A handler that returns the received bytes, or a body that is not base64 for a request without
 * one.
 */
const handler = `export const handler = async ({ body, isBase64Encoded }) => ({
  statusCode: 200,
  headers: { 'content-type': 'image/png', 'x-got-base64': isBase64Encoded },
  body: body ?? 'not base64',
  isBase64Encoded: true,
});`;

let sandbox: Sandbox;

beforeAll(async () => {
  const properties = { Api: { BinaryMediaTypes: ['image/png'] } };
  const assemblies = twoAccounts(folders, { handler, properties });
  sandbox = await Sandbox.start({ assemblies, dataDir: folders(), port: 0, awsPort: 0 });
});

afterAll(() => sandbox.stop());

async function post(body: Buffer, headers: Readonly<Record<string, string>>) {
  const { hostname, port, pathname } = new URL(`${sandbox.serviceUrls[0] ?? ''}/orders`);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(
      {
        ...{ host: '127.0.0.1', port, servername: hostname, path: pathname, method: 'POST' },
        agent: false,
        ca: readFileSync(sandbox.authorityFile, 'utf8'),
        headers: { host: hostname, ...headers },
      },
      resolve,
    )
      .on('error', reject)
      .end(body);
  });
  const { statusCode, headers: answered } = response;
  return { statusCode, gotBase64: answered['x-got-base64'], body: await buffer(response) };
}

describe('an API with binary media types', () => {
  it('passes bytes to the function and back', async () => {
    expect(await post(BYTES, { 'content-type': 'image/png', accept: 'image/png' })).toEqual({
      statusCode: 200,
      gotBase64: 'true',
      body: BYTES,
    });
  });

  it('returns base64 to a client that accepts another type first', async () => {
    const accept = 'text/html, image/png';
    const { gotBase64, body } = await post(BYTES, { 'content-type': 'image/png', accept });
    expect([gotBase64, body.toString()]).toEqual(['true', BYTES.toString('base64')]);
  });

  it('passes text of another type as text', async () => {
    const text = Buffer.from('aGk=');
    expect(await post(text, { 'content-type': 'text/plain', accept: 'image/png' })).toEqual({
      statusCode: 200,
      gotBase64: 'false',
      body: Buffer.from('hi'),
    });
  });

  it('returns 500 for bytes that are not in base64, with the reason in its trace', async () => {
    const { statusCode } = await post(Buffer.alloc(0), {
      'content-type': 'image/png',
      accept: 'image/png',
    });
    expect(statusCode).toBe(500);
    const [latest] = sandbox.explain()?.hops.slice(-1) ?? [];
    expect(latest).toMatchObject({
      name: 'integration',
      outcome: 'refused',
      detail: 'the function set isBase64Encoded, but its body is not base64',
    });
  });
});
