import { once } from 'node:events';
import { Duplex, PassThrough } from 'node:stream';
import { runningLambdas } from '../testing/running-lambda';
import { frame } from './frames';
import { MAX_PAYLOAD_BYTES } from './payload-limit';
import { RuntimeChannel } from './runtime-channel';

const runLambda = runningLambdas();

const source = `
import { spawnSync } from 'node:child_process';
import { lookup } from 'node:dns/promises';
const NEEDS_ANSWERS = ['one.localhost', 'two.localhost', 'three.localhost'];
const asked = {
  // A program that the function starts finds no channel.
  child: () => String(spawnSync('/bin/sh', ['-c', 'echo forged >&3']).stderr),
  echo: ({ text }) => text,
  names: () => Promise.all(NEEDS_ANSWERS.map((name) => lookup(name).catch(({ code }) => code))),
};
export const handler = async (event) => asked[event.of](event);`;

describe('the channel of a runtime', () => {
  it.each(['', 'Ädá 🍕\n', 'x'.repeat(5 * 1024 * 1024)])(
    'passes events and responses of any text and length on %#',
    async (text) => {
      const { invoke } = runLambda(source);
      const [kind, payload] = await invoke({ of: 'echo', text });
      expect([kind, payload === text]).toEqual(['response', true]);
    },
  );

  it('is not inherited by child processes', async () => {
    const { invoke } = runLambda(source);
    const [, stderr] = await invoke({ of: 'child' });
    expect(stderr).toMatch(/bad file descriptor/i);
  });

  it('resolves names concurrently', async () => {
    const { invoke } = runLambda(source, {
      network: {
        authorityFile: '/nowhere/ca.pem',
        join: () =>
          Promise.resolve({
            port: 1,
            resolves: (name) => name === 'two.localhost',
            leave: () => undefined,
          }),
      },
    });
    expect(await invoke({ of: 'names' })).toEqual([
      'response',
      ['ENOTFOUND', { address: '127.0.0.1', family: 4 }, 'ENOTFOUND'],
    ]);
  });

  it('truncates a response that is too large, and continues', async () => {
    const received = new PassThrough();
    const onResponse = jest.fn<undefined, [string, string]>();
    const onReady = jest.fn();
    const nothing = () => undefined;
    new RuntimeChannel(Duplex.from({ readable: received, writable: new PassThrough() }), {
      ...{ onReady, onLog: nothing, onResponse, onError: nothing, onInitError: nothing },
      resolves: () => false,
    });
    received.write(frame(2, `request-1\n${'x'.repeat(20 * 1024 * 1024)}`));
    received.end(frame(0, ''));
    await once(received, 'end');
    expect(onReady).toHaveBeenCalled();
    const [[requestId, payload] = ['', '']] = onResponse.mock.calls;
    expect(requestId).toBe('request-1');
    expect(payload.length).toBeGreaterThan(MAX_PAYLOAD_BYTES);
    expect(payload.length).toBeLessThan(MAX_PAYLOAD_BYTES + 10_000);
  });
});
