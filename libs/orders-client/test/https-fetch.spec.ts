import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { webcrypto } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { httpsFetch } from '@cross-account/orders-client';
import type { HttpsFetchOptions } from '@cross-account/orders-client';

const HOUR_MS = 3_600_000;
const HOST = 'food.orders.example.com';

/** Returns a self-signed certificate. */
async function selfSigned(): Promise<{ cert: string; key: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${HOST}`,
      notBefore: new Date(Date.now() - HOUR_MS),
      notAfter: new Date(Date.now() + HOUR_MS),
      signingAlgorithm: algorithm,
      keys,
      extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: HOST }])],
    },
    webcrypto,
  );
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    cert: certificate.toString('pem'),
    key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  };
}

let server: Server;
let ca: string;
let connections = 0;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeAll(async () => {
  const leaf = await selfSigned();
  ca = leaf.cert;
  server = createServer(leaf, (request, response) => answer(request, response));
  server.on('secureConnection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Collects what nothing refers to, such as the signal of a timeout. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

const request = (init: RequestInit = {}, path = '/v1/orders?limit=2') =>
  new Request(`https://${HOST}:${(server.address() as AddressInfo).port}${path}`, init);

/** Returns a `fetch` that by default trusts the server and resolves its name. */
const fetchHere = (options: HttpsFetchOptions = {}) =>
  httpsFetch({
    ca,
    lookup: (_name, { all }, callback) => {
      if (all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
      else callback(null, '127.0.0.1', 4);
    },
    ...options,
  });

describe('a request over HTTPS', () => {
  it('sends method, path, headers and body, and returns status, headers and body', async () => {
    answer = (incoming, response) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const { method, url, headers } = incoming;
        response.writeHead(201, { 'content-type': 'application/json', 'set-cookie': ['a', 'b'] });
        response.end(
          JSON.stringify({
            ...{ method, url, key: headers['idempotency-key'], length: headers['content-length'] },
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
    };
    const headers = { 'Idempotency-Key': 'mine' };
    const response = await fetchHere()(request({ method: 'POST', body: '{"ä":1}', headers }));
    expect(response.status).toBe(201);
    expect(response.headers.getSetCookie()).toEqual(['a', 'b']);
    expect(await response.json()).toEqual({
      method: 'POST',
      url: '/v1/orders?limit=2',
      key: 'mine',
      length: '8',
      body: '{"ä":1}',
    });
  });

  it.each([204, 304])('returns a response without a body: %d', async (status) => {
    answer = (_incoming, response) => response.writeHead(status).end();
    expect((await fetchHere()(request())).status).toBe(status);
  });

  it('reuses the connection for the next request, unless disabled', async () => {
    answer = (_incoming, response) => response.end('ok');
    const twice = async (send: ReturnType<typeof fetchHere>) => {
      const before = connections;
      for (let times = 0; times < 2; times++) await (await send(request())).text();
      return connections - before;
    };
    expect(await twice(fetchHere())).toBe(1);
    expect(await twice(fetchHere({ keepAlive: false }))).toBe(2);
  });

  it('sends nothing to a host with an untrusted certificate', async () => {
    let requests = 0;
    answer = (_incoming, response) => {
      requests++;
      response.end();
    };
    const untrusting = fetchHere({ ca: [] });
    await expect(untrusting(request())).rejects.toThrow(/self-signed certificate/);
    expect(requests).toBe(0);
  });

  it.each([
    ['comes too late', () => undefined],
    ['comes too late, after a garbage collection', () => collectGarbage()],
    ['never ends', (_: IncomingMessage, response: ServerResponse) => response.write('{"orders":')],
  ])('fails if the response %s', async (_name, slow) => {
    answer = slow;
    await expect(fetchHere({ timeout: 100 })(request())).rejects.toThrow(/aborted|timeout/);
  });

  it.each([
    ['', () => undefined],
    [', after a garbage collection', () => collectGarbage()],
  ])('is aborted by the caller%s', async (_name, slow) => {
    answer = slow;
    const signal = AbortSignal.timeout(100);
    await expect(fetchHere()(request({ signal }))).rejects.toThrow(/aborted|timeout/);
  });

  it('fails if the connection is closed', async () => {
    answer = (incoming) => incoming.socket.destroy();
    await expect(fetchHere()(request())).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});
