import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { runningLambdas } from '../testing/running-lambda';
import type { FunctionNetwork } from './function-network';

const runLambda = runningLambdas();

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A port on loopback that greets each client. */
async function greeting(text: string): Promise<number> {
  const server = createServer((socket) => socket.end(text));
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

/** Resolves a single name. */
async function network(): Promise<FunctionNetwork & { readonly left: () => number }> {
  const port = await greeting('served');
  let left = 0;
  return {
    authorityFile: '/nowhere/ca.pem',
    left: () => left,
    join: () =>
      Promise.resolve({
        port,
        resolves: (name) => name.toLowerCase() === 'known.localhost',
        leave: () => left++,
      }),
  };
}

const source = `
import { lookup } from 'node:dns';
import { lookup as promised } from 'node:dns/promises';
import { connect, Socket } from 'node:net';
const read = (...args) => new Promise((resolve) => {
  let text = '';
  connect(...args).on('data', (data) => (text += data)).on('close', () => resolve(text))
    .on('error', ({ code }) => resolve(code));
});
const found = (...args) => new Promise((resolve) =>
  lookup(...args, (error, ...rest) => resolve(error ? error.code : rest)));
const asked = {
  socket: ({ args }) => new Promise((resolve) => new Socket().connect(...args).on('data', (data) => resolve(String(data)))),
  connect: ({ args }) => read(...args),
  lookup: ({ args }) => found(...args),
  promised: ({ args }) => promised(...args).catch(({ code, hostname }) => [code, hostname]),
  environment: () => Object.keys(process.env),
};
export const handler = (event) => asked[event.of](event);`;

describe("the sandbox's host names in a function", () => {
  const asked = async (of: string, ...args: unknown[]) => {
    const { invoke } = runLambda(source, { network: await network() });
    const [, payload] = await invoke({ of, args });
    return payload;
  };

  it.each([
    ['options', [{ host: 'known.localhost', port: 443 }]],
    ['a port and a name', [443, 'known.localhost']],
    ['a name of any case', [{ host: 'KNOWN.localhost', port: '443' }]],
  ])('have a port 443 that leads to the sandbox, by %s', async (_how, args) => {
    expect(await asked('connect', ...args)).toBe('served');
  });

  it('have it for a plain socket, too', async () => {
    expect(await asked('socket', 443, 'known.localhost')).toBe('served');
  });

  it("resolve in the function's network only", async () => {
    expect(await asked('connect', { host: 'other.localhost', port: 443 })).toBe('ENOTFOUND');
  });

  it('do not affect other ports and names', async () => {
    const port = await greeting('mine');
    expect(await asked('connect', { host: '127.0.0.1', port })).toBe('mine');
    expect(await asked('connect', { host: 'known.localhost', port })).toBe('mine');
  });

  it.each([
    ['lookup', ['known.localhost'], ['127.0.0.1', 4]],
    ['lookup', ['known.localhost', { all: true }], [[{ address: '127.0.0.1', family: 4 }]]],
    ['lookup', ['other.localhost'], 'ENOTFOUND'],
    ['promised', ['known.localhost'], { address: '127.0.0.1', family: 4 }],
    ['promised', ['known.localhost', { all: true }], [{ address: '127.0.0.1', family: 4 }]],
    ['promised', ['other.localhost'], ['ENOTFOUND', 'other.localhost']],
    ['lookup', ['127.0.0.1'], ['127.0.0.1', 4]],
  ])('match %s of %j', async (of, args, expected) => {
    expect(await asked(of, ...args)).toEqual(expected);
  });

  it('use no additional environment variable', async () => {
    expect(await asked('environment')).not.toContain('SANDBOX_HTTPS_PORT');
  });

  it('stop resolving with the environment', async () => {
    const joined = await network();
    const { invoke, lambda } = runLambda(source, { network: joined });
    await invoke({ of: 'environment' });
    lambda.stop();
    expect(joined.left()).toBe(1);
  });
});
