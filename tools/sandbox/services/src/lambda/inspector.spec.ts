import { once } from 'node:events';
import { get } from 'node:http';
import { WebSocket } from 'ws';
import { Debugger } from '../testing/debugger';
import { runningLambdas } from '../testing/running-lambda';
import { FunctionInspector } from './inspector';

const lambdaOf = runningLambdas();
const inspectors: FunctionInspector[] = [];
afterEach(() => inspectors.splice(0).forEach((inspector) => inspector.close()));

const TIMEOUT = 0.5;
const stopping = `export const handler = async () => { const dish = 'pizza'; debugger; return dish; };`;

/** A function whose debuggers connect to a free port. */
async function inspected(source: string) {
  const refused: string[] = [];
  const inspector = new FunctionInspector({ service: 'food', name: 'get' }, (reason) =>
    refused.push(reason),
  );
  await inspector.listen(0);
  inspectors.push(inspector);
  const running = lambdaOf(source, { timeout: TIMEOUT, inspectorOf: () => inspector });
  return { ...running, inspector, refused };
}

/**
 * Attaches before the function runs again, since it would not stop for a debugger that attaches
 * later.
 */
async function debuggerOf(inspector: FunctionInspector, invoke: () => Promise<unknown>) {
  await invoke();
  return Debugger.attach(inspector.address);
}

/** Returns the inspector's response to a request, such as from a program that is not a debugger. */
async function answered(address: string, path: string, headers: Record<string, string> = {}) {
  const [response] = (await once(get(`http://${address}${path}`, { headers }), 'response')) as [
    { statusCode: number; resume: () => void },
  ];
  response.resume();
  return response.statusCode;
}

describe('a function at a breakpoint', () => {
  it('has unlimited time, and its timeout afterwards', async () => {
    const { invoke, inspector, lambda, arn } = await inspected(stopping);
    const attached = await debuggerOf(inspector, invoke);
    const answer = invoke();
    const paused = await attached.paused();
    expect([inspector.isPaused, lambda.isPaused]).toEqual([true, true]);
    expect(lambda.pausableOf(arn)?.isPaused).toBe(true);
    const since = performance.now();
    while (performance.now() - since < TIMEOUT * 1500) await attached.valueOf('dish', paused);
    expect(await attached.valueOf('dish', paused)).toBe('pizza');
    await attached.send('Debugger.resume');
    expect(await answer).toEqual(['response', 'pizza']);
    // The pause and the response are sent on different connections.
    while (inspector.isPaused) await new Promise((resolve) => setImmediate(resolve));
  });

  it('continues when its debugger disconnects', async () => {
    const { invoke, inspector } = await inspected(stopping);
    const attached = await debuggerOf(inspector, invoke);
    const answer = invoke();
    await attached.paused();
    attached.detach();
    expect(await answer).toEqual(['response', 'pizza']);
    // The pause and the response are sent on different connections.
    while (inspector.isPaused) await new Promise((resolve) => setImmediate(resolve));
  });

  it('still times out if it is not paused', async () => {
    const { invoke, inspector } = await inspected(
      'export const handler = async () => new Promise(() => setInterval(() => {}, 9));',
    );
    const answer = invoke();
    await Debugger.attach(inspector.address);
    expect(await answer).toMatchObject(['error', { errorType: 'Sandbox.Timedout' }]);
  });

  it('has one process, for which other invocations wait', async () => {
    const { invoke, inspector, lambda } = await inspected(stopping);
    const attached = await debuggerOf(inspector, invoke);
    for (const answer of [invoke(), invoke()]) {
      await attached.paused();
      await attached.send('Debugger.resume');
      expect(await answer).toEqual(['response', 'pizza']);
    }
    expect(lambda.codeFolders).toHaveLength(1);
  });

  it('serves a debugger between two invocations', async () => {
    const { invoke, inspector } = await inspected('export const handler = async () => 1;');
    await invoke();
    const attached = await Debugger.attach(inspector.address);
    expect(await attached.send('Runtime.evaluate', { expression: '1 + 1' })).toMatchObject({
      result: { value: 2 },
    });
  });
});

describe('the port of an inspector', () => {
  it('lists its targets for debuggers, but not for web pages', async () => {
    const { invoke, inspector, refused } = await inspected('export const handler = async () => 1;');
    await invoke();
    const { address } = inspector;
    expect(await answered(address, '/json/list')).toBe(200);
    expect(await answered(address, '/json')).toBe(200);
    expect(await answered(address, '/json/version')).toBe(200);
    expect(await answered(address, '/')).toBe(404);
    expect(refused).toEqual([]);
    expect(await answered(address, '/json/list', { host: 'evil.example' })).toBe(403);
    expect(await answered(address, '/json/list', { origin: 'https://evil.example' })).toBe(403);
    expect(refused).toEqual([
      'its Host is "evil.example", which is not a name of this machine',
      'it was sent by a page of "https://evil.example"',
    ]);
  });

  it.each([
    ['without the secret of the process', '/', {}],
    ['from a page of another origin', '', { origin: 'https://evil.example' }],
  ])('does not connect a debugger %s', async (_name, path, headers) => {
    const { invoke, inspector } = await inspected('export const handler = async () => 1;');
    await invoke();
    const response = await fetch(`http://${inspector.address}/json/list`);
    const [target] = (await response.json()) as [{ webSocketDebuggerUrl: string }];
    const url = path === '' ? target.webSocketDebuggerUrl : `ws://${inspector.address}${path}`;
    const errors: unknown[] = await once(new WebSocket(url, { headers }), 'error');
    expect(errors[0]).toMatchObject({ message: 'Unexpected server response: 403' });
  });
});
