import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FunctionLogs } from './function-logs';
import { Invocation } from './invocation';
import { Traces } from './traces';

function newInvocation(name: string, coldStart?: number, traceId = ''): Invocation {
  const of = { service: 'food', name, arn: '', version: '1', codeFolder: '/code' };
  return new Invocation(of, { requestId: 'r', traceId, coldStart });
}

const all = () => true;

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

describe('the log lines of all functions', () => {
  it('are those of the requested functions, oldest first', () => {
    const logs = new FunctionLogs();
    const [place, list] = [newInvocation('place-order'), newInvocation('list-orders')];
    for (const invocation of [place, list]) logs.follow(invocation);
    place.log('one');
    list.log('two');
    place.log('three');
    const texts = (wanted: Parameters<FunctionLogs['lines']>[0]) =>
      logs.lines(wanted).map(({ text }) => text);
    expect(texts({ of: all, limit: 2 })).toEqual(['two', 'three']);
    expect(texts({ of: ({ name }) => name === 'place-order', limit: 9 })).toEqual(['one', 'three']);
    expect(texts({ of: all, after: 0, limit: 2 })).toEqual(['one', 'two']);
    expect(texts({ of: all, after: logs.last, limit: 2 })).toEqual([]);
  });

  it('have the cold start, and the request that the function ran for', () => {
    const logs = new FunctionLogs();
    const traces = new Traces();
    const trace = traces.begin('GET /');
    const invocation = newInvocation('place-order', 212.4, trace.traceId);
    traces.invoked(invocation);
    logs.follow(invocation);
    invocation.log('one');
    const { requestId } = trace;
    expect(logs.lines({ of: all, limit: 9 })).toMatchObject([
      { coldStart: 212, requestId, service: 'food', name: 'place-order' },
      { text: 'one', requestId },
    ]);
  });

  it('do not retain the invocation or its request', async () => {
    const logs = new FunctionLogs();
    const followed = () => {
      const trace = new Traces().begin('GET /');
      const invocation = newInvocation('place-order', undefined, trace.traceId);
      trace.invoked(invocation);
      logs.follow(invocation);
      invocation.log('one');
      invocation.answered('response', '{}');
      invocation.close();
      return [new WeakRef(trace), new WeakRef(invocation)];
    };
    const references = followed();
    // A new WeakRef keeps its target alive until the end of the current task.
    await new Promise((resolve) => setTimeout(resolve, 0));
    collectGarbage();
    expect(references.map((reference) => reference.deref())).toEqual([undefined, undefined]);
    expect(logs.lines({ of: all, limit: 9 })).toMatchObject([{ text: 'one' }]);
  });

  it('are limited to the newest', () => {
    const logs = new FunctionLogs();
    const invocation = newInvocation('place-order');
    logs.follow(invocation);
    for (let count = 0; count < 5_000; count++) invocation.log(String(count));
    const lines = logs.lines({ of: all, limit: 9_999 });
    expect([lines.length, lines.at(-1)?.text]).toEqual([4_000, '4999']);
    for (let count = 0; count < 5_000; count++) invocation.log('x'.repeat(5_000));
    const bytes = logs
      .lines({ of: all, limit: 9_999 })
      .reduce((sum, { text }) => sum + text.length, 0);
    expect(bytes).toBeLessThan(8 * 1024 * 1024);
    expect(bytes).toBeGreaterThan(7 * 1024 * 1024);
  });

  it('wake a waiting reader', async () => {
    const logs = new FunctionLogs();
    const invocation = newInvocation('place-order');
    logs.follow(invocation);
    const next = logs.next(3_600_000);
    invocation.log('one');
    await next;
    expect(logs.last).toBe(1);
    await logs.next(1);
  });
});
