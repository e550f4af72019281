import { FunctionLogs } from '@sandbox/kernel/function-logs';
import { Invocation } from '@sandbox/kernel/invocation';
import { functionLogRoutes } from './function-logs';
import { LocalApi } from './local-api';

interface Told {
  readonly lines: readonly { readonly text: string }[];
  readonly last: number;
  readonly message: string;
}

function functionsThatLog() {
  const logs = new FunctionLogs();
  const log = (name: string, ...messages: readonly string[]) => {
    const of = { service: 'food', name, arn: '', version: '1', codeFolder: '/code' };
    const invocation = new Invocation(of, { requestId: 'r', traceId: '', coldStart: undefined });
    logs.follow(invocation);
    for (const message of messages) invocation.log(message);
  };
  const existing = ['place-order', 'get-order'].map((name) => ({ service: 'food', name }));
  const api = new LocalApi(functionLogRoutes(logs, () => existing));
  const ask = async (query: string) => {
    const url = `/_sandbox/logs${query}`;
    const { status, body } = await api.handle({ method: 'GET', url, headers: {}, body: '' });
    return { status, ...(JSON.parse(body) as Told) };
  };
  const texts = async (query: string) => (await ask(query)).lines.map(({ text }) => text);
  return { log, ask, texts };
}

describe('logs over the local API', () => {
  it('are the newest lines, of all functions or of the named ones', async () => {
    const { log, texts } = functionsThatLog();
    log('place-order', 'one');
    log('get-order', 'two', 'three');
    expect(await texts('')).toEqual(['one', 'two', 'three']);
    expect(await texts('?limit=2')).toEqual(['two', 'three']);
    expect(await texts('?function=food:place-order')).toEqual(['one']);
    expect(await texts('?function=food:get-order&limit=1')).toEqual(['three']);
  });

  it('continue after the last one, without duplicates or gaps', async () => {
    const { log, ask } = functionsThatLog();
    log('place-order', 'one', 'two', 'three');
    const first = await ask('?after=0&limit=2');
    expect(first).toMatchObject({ lines: [{ text: 'one' }, { text: 'two' }], last: 2 });
    expect(await ask(`?after=${first.last}`)).toMatchObject({
      lines: [{ text: 'three' }],
      last: 3,
    });
  });

  it('can be waited for', async () => {
    const { log, texts } = functionsThatLog();
    const waiting = texts('?after=0');
    log('get-order', 'one');
    expect(await waiting).toEqual(['one']);
  });

  it.each([
    ['?limit=0', 400, 'limit must be a whole number from 1 to 9999, got "0"'],
    ['?after=-1', 400, 'after must be a whole number, got "-1"'],
    [
      '?function=fod',
      404,
      'unknown function "fod"; the functions are\n  food:get-order\n  food:place-order',
    ],
  ])('are rejected for %s', async (query, status, message) => {
    expect(await functionsThatLog().ask(query)).toEqual({ status, message });
  });
});
