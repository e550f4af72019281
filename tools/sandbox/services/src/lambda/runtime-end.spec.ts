/** What becomes of a runtime whose sandbox is killed: nobody is left who would end it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { functionCode } from '@sandbox/kernel/testing/function-code';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';

const folders = temporaryFolders();
const bootstrap = join(__dirname, 'runtime/bootstrap.mjs');
const running: { readonly api: Server; readonly runtime: ChildProcess }[] = [];

afterEach(() => {
  for (const { api, runtime } of running.splice(0)) {
    runtime.kill('SIGKILL');
    api.closeAllConnections();
    api.close();
  }
});

/** A Runtime API with one invocation, and the runtime that asks it; `asked` settles when it does. */
async function runtimeOf(handler: string) {
  const api = createServer((request, response) => {
    response.setHeader('Lambda-Runtime-Aws-Request-Id', 'request-1');
    if (request.method === 'GET') response.end('{}');
  });
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  const root = functionCode(folders(), handler);
  const runtime = spawn(process.execPath, [bootstrap], {
    env: {
      LAMBDA_TASK_ROOT: root,
      _HANDLER: 'handler.handler',
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${(api.address() as AddressInfo).port}`,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  running.push({ api, runtime });
  return { channel: runtime.stdio[3] as Duplex, runtime, asked: once(api, 'request') };
}

const logging = `console.info('loaded');
  export const handler = () => {
    setInterval(() => console.info('at work'), 1);
    return new Promise(() => undefined);
  };`;

describe('a runtime whose sandbox is gone', () => {
  it('ends where it is frozen', async () => {
    const { channel, runtime, asked } = await runtimeOf('export const handler = () => 1;');
    await asked;
    channel.destroy();
    expect(await once(runtime, 'exit')).toEqual([0, null]);
  });

  it('ends where it is frozen and its last log events were not read', async () => {
    const { channel, runtime, asked } = await runtimeOf(logging);
    channel.pause();
    await asked;
    channel.destroy();
    expect(await once(runtime, 'exit')).toEqual([0, null]);
  });

  it('ends where its handler goes on logging', async () => {
    const { channel, runtime, asked } = await runtimeOf(logging);
    channel.write('.');
    await asked;
    await once(channel, 'data');
    await once(channel, 'data');
    channel.destroy();
    expect(await once(runtime, 'exit')).toEqual([0, null]);
  });
});
