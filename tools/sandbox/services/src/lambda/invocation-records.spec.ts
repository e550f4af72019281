import type { Invocation } from '@sandbox/kernel/invocation';
import { runningLambdas } from '../testing/running-lambda';

const lambdaOf = runningLambdas();

/** A function whose invocations are recorded. */
function recorded(source: string, parts: Parameters<typeof lambdaOf>[1] = {}) {
  const invocations: Invocation[] = [];
  const running = lambdaOf(source, {
    ...parts,
    onInvocation: (invocation) => invocations.push(invocation),
  });
  /** Waits until this number of records is closed. */
  const closed = async (count: number): Promise<readonly Invocation[]> => {
    while (invocations.filter(({ isClosed }) => isClosed).length < count) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    return invocations;
  };
  return { ...running, closed };
}

const anybody = (arn: string) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 'lambda:InvokeFunction',
  Resource: arn,
});

const texts = ({ lines }: Invocation) => lines.map(({ message }) => message.split('\t').at(-1));

describe('the record of an invocation', () => {
  it('has the lines that the function printed, by any API, and its response', async () => {
    const { invoke, closed } = recorded(
      `export const handler = async () => { console.log('one'); process.stdout.write('two\\n'); return 3; };`,
    );
    await invoke();
    const [invocation] = await closed(1);
    expect(invocation && texts(invocation).sort()).toEqual(['one', 'two']);
    expect(invocation).toMatchObject({
      of: { service: 'f', name: 'f', version: '$LATEST' },
      traceId: 'Root=1',
      answer: { kind: 'response', payload: '3' },
    });
  });

  it('has the lines even if the role may not write logs', async () => {
    const { iam, invoke, closed, logs } = recorded(
      `export const handler = async () => { console.log('one'); };`,
    );
    iam.deleteRolePolicy('role', 'Logs');
    await invoke();
    const [invocation] = await closed(1);
    expect(invocation && texts(invocation)).toEqual(['one']);
    expect(logs.events('group')).toEqual([]);
  });

  it('is a cold start if it waited for the code to load, with the logs of that', async () => {
    const { invoke, closed } = recorded(
      `console.log('loading'); export const handler = async () => {};`,
    );
    await invoke();
    await invoke();
    const [cold, warm] = await closed(2);
    expect(cold?.coldStart).toBeGreaterThan(1);
    expect(cold && texts(cold)).toEqual(['loading']);
    expect(warm).toMatchObject({ coldStart: undefined, lines: [] });
  });

  it('is a warm start if the environment was ready', async () => {
    const { lambda, arn, invoke, closed } = recorded(`export const handler = async () => {};`);
    lambda.addPermission(arn, 'id', anybody(arn), 'test');
    await lambda.warmUp();
    await invoke();
    expect((await closed(1))[0]?.coldStart).toBeUndefined();
  });

  it('has the reason why the environment ended, in both log formats', async () => {
    const { invoke, closed } = recorded(`export const handler = async () => process.exit(3);`, {
      logging: { format: 'JSON' },
    });
    await invoke();
    const [invocation] = await closed(1);
    expect(invocation?.describe().lines).toMatchObject([
      { level: 'error', text: 'Runtime exited with error: exit status 3: Runtime.ExitError' },
    ]);
  });

  it('exists without a request for code that failed to load in advance', async () => {
    const { lambda, arn, closed } = recorded(`throw new TypeError('no pizza');`);
    lambda.addPermission(arn, 'id', anybody(arn), 'test');
    await lambda.warmUp();
    const [invocation] = await closed(1);
    const { requestId, lines } = invocation?.describe() ?? { lines: [] };
    expect(requestId).toBeUndefined();
    expect(lines).toMatchObject([
      { text: 'Uncaught Exception', errors: [{ name: 'TypeError', message: 'no pizza' }] },
      { text: 'Runtime exited with error: exit status 129: Runtime.ExitError' },
    ]);
  });
});
