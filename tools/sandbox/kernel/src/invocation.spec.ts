import { Invocation } from './invocation';
import { Traces } from './traces';

const of = {
  service: 'food',
  name: 'place-order',
  arn: 'arn:aws:lambda:eu-central-1:222222222222:function:f',
  version: '1',
  codeFolder: '/code',
};

const newInvocation = (traceId = 'Root=1-0') =>
  new Invocation(of, { requestId: 'r', traceId, coldStart: undefined });

describe('an invocation', () => {
  it('has a description with parsed lines, its response and its cold start', () => {
    const invocation = new Invocation(of, { requestId: 'r', traceId: '', coldStart: 212.4 });
    invocation.log('{"level":"info","message":"hello","order":7}', 5);
    invocation.answered('response', '{"statusCode":200}');
    expect(invocation.describe()).toMatchObject({
      ...{ service: 'food', name: 'place-order', version: '1', requestId: 'r', coldStart: 212 },
      answer: { kind: 'response', payload: '{"statusCode":200}' },
      lines: [{ at: 5, level: 'info', text: 'hello', fields: { order: 7 } }],
      omitted: 0,
    });
  });

  it('uses the byte budget of its request, regardless of logs and response', () => {
    const traces = new Traces();
    const trace = traces.begin('GET /');
    const invocation = newInvocation(trace.traceId);
    traces.invoked(invocation);
    for (let count = 0; count < 1_000; count++) invocation.log('ä'.repeat(10_000));
    invocation.answered('response', `"${'ö'.repeat(100_000)}"`);
    const described = trace.describe();
    expect(JSON.stringify(described).length).toBeLessThan(72 * 1024);
    expect(invocation.lines.length + invocation.omitted).toBe(1_000);
    expect(described.invocations[0]?.lines.length).toBeGreaterThan(3);
  });

  it('reserves bytes for its response', () => {
    const invocation = newInvocation();
    for (let count = 0; count < 1_000; count++) invocation.log('x');
    invocation.answered('error', '{"errorType":"TypeError"}');
    expect(invocation.answer?.payload).toBe('{"errorType":"TypeError"}');
  });

  it('passes on each line as it is logged, and its close once', () => {
    const invocation = newInvocation();
    const events: string[] = [];
    invocation.whenLogged(({ message }) => events.push(message));
    invocation.whenClosed(() => events.push('closed'));
    invocation.log('one');
    invocation.close();
    invocation.close();
    expect(events).toEqual(['one', 'closed']);
  });
});
