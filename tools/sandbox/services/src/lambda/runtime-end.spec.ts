/** The end of runtimes whose sandbox is killed, so that nobody else can end them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { functionCode } from '@sandbox/kernel/testing/function-code';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { RuntimeChannel, type RuntimeEvents } from './runtime-channel';

const folders = temporaryFolders();
const bootstrap = join(__dirname, 'runtime/bootstrap.mjs');
const running: ChildProcess[] = [];

const invocation = {
  requestId: 'request-1',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:222222222222:function:f',
  deadline: Date.now() + 3_600_000,
  traceId: 'Root=1',
  payload: '{}',
};

afterEach(() => {
  for (const runtime of running.splice(0)) runtime.kill('SIGKILL');
});

/** Starts a runtime that has loaded its handler. */
async function runtimeOf(handler: string, execArgv: readonly string[] = []) {
  const runtime = spawn(process.execPath, [...execArgv, bootstrap], {
    env: {
      LAMBDA_TASK_ROOT: functionCode(folders(), handler),
      _HANDLER: 'handler.handler',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  running.push(runtime);
  const socket = runtime.stdio[3] as Duplex;
  const onLog = jest.fn<undefined, [string]>();
  const channel = await new Promise<RuntimeChannel>((ready) => {
    const events: RuntimeEvents = {
      onReady: () => ready(opened),
      onLog,
      onResponse: () => undefined,
      onError: () => undefined,
      onInitError: () => undefined,
      resolves: () => false,
    };
    const opened = new RuntimeChannel(socket, events);
  });
  return { channel, socket, runtime, onLog };
}

const logging = `console.info('loaded');
  export const handler = () => {
    setInterval(() => console.info('at work'), 1);
    return new Promise(() => undefined);
  };`;

describe('a runtime whose sandbox has ended', () => {
  it.each([
    ['frozen', []],
    ['inspected', ['--inspect=127.0.0.1:0']],
  ])('ends while it waits for an invocation, %s', async (_state, execArgv) => {
    const { socket, runtime } = await runtimeOf('export const handler = () => 1;', execArgv);
    socket.destroy();
    expect(await once(runtime, 'exit')).toEqual([0, null]);
  });

  it('ends while it is frozen with unread log events', async () => {
    const { channel, socket, runtime } = await runtimeOf(
      `export const handler = async () => { console.info('at work'); };`,
    );
    socket.pause();
    channel.send(invocation);
    await once(socket, 'readable');
    socket.destroy();
    expect(await once(runtime, 'exit')).toEqual([0, null]);
  });

  it('ends while its handler keeps logging', async () => {
    const { channel, socket, runtime, onLog } = await runtimeOf(logging);
    channel.send(invocation);
    await once(socket, 'data');
    await once(socket, 'data');
    expect(onLog).toHaveBeenCalledWith(expect.stringContaining('at work'));
    socket.destroy();
    expect(await once(runtime, 'exit')).toEqual([0, null]);
  });
});
