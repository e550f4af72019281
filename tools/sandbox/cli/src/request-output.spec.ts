import { Writable } from 'node:stream';
import { Invocation } from '@sandbox/kernel/invocation';
import { Traces } from '@sandbox/kernel/traces';
import { RequestOutput, type LogFormat } from './request-output';
import { TerminalOutput } from './terminal-output';

const of = { service: 'food', name: 'place-order', arn: '', version: '1', codeFolder: '/code' };
const request = 'POST food.orders.localhost/v1/orders';

function printing(format: LogFormat = 'pretty', width = Infinity) {
  let printed = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      printed += String(chunk);
      done();
    },
  });
  const terminal = { columns: 80, width, colour: false };
  const output = new RequestOutput(new TerminalOutput(stream), format, () => terminal);
  const traces = new Traces();
  const begin = (traceId: string, coldStart?: number) => {
    const invocation = new Invocation(of, { requestId: 'lambda', traceId, coldStart });
    traces.invoked(invocation);
    output.invoked(invocation);
    return invocation;
  };
  /** Returns the printed lines, with placeholders for times and durations. */
  const lines = () =>
    printed
      .replace(/\d\d:\d\d:\d\d\.\d{3}/g, 'time')
      .replace(/ +\d+ ms /g, ' n ms ')
      .split('\n')
      .slice(0, -1);
  return { traces, begin, output, lines };
}

function answeredBy({ traces, begin, output }: ReturnType<typeof printing>, status: number) {
  const trace = traces.beginOfClient(request);
  const invocation = begin(trace.traceId, 212);
  invocation.log('{"level":"info","message":"hello"}');
  invocation.answered('response', '{}');
  trace.answered(status);
  output.answered(trace);
  return { trace, invocation };
}

describe('a request on the terminal', () => {
  it('is followed by the logs of its function, including late ones', () => {
    const run = printing();
    const { invocation } = answeredBy(run, 201);
    expect(run.lines()).toEqual([]);
    invocation.log('late');
    invocation.close();
    expect(run.lines()).toEqual([
      `time  201 n ms  ${request}`,
      '              food:place-order  cold start, 212 ms',
      '              food:place-order  info  hello',
      '              food:place-order  late',
    ]);
  });

  it.each([
    [200, ''],
    [302, ''],
    [404, '  id'],
    [500, '  id'],
  ])('that ended in %d has its request ID if it is useful', (status, id) => {
    const run = printing('off');
    const { trace } = answeredBy(run, status);
    expect(run.lines()).toEqual([
      `time  ${status} n ms  ${request}${id.replace('id', trace.requestId)}`,
    ]);
  });

  it('has its ID also without a response', () => {
    const { traces, output, lines } = printing();
    const trace = traces.beginOfClient(request);
    trace.answered(undefined);
    output.answered(trace);
    expect(lines()).toEqual([`time  --- n ms  ${request}  ${trace.requestId}`]);
  });

  it('is a JSON object for each log line if a program reads it', () => {
    const run = printing('json');
    const { trace, invocation } = answeredBy(run, 201);
    invocation.close();
    const [, cold = '', line = '', ...more] = run.lines();
    const labels = {
      request: trace.requestId,
      service: 'food',
      function: 'place-order',
      lambda: 'lambda',
    };
    expect(JSON.parse(cold)).toMatchObject({ ...labels, coldStart: 212 });
    expect(JSON.parse(line)).toMatchObject({ ...labels, level: 'info', text: 'hello' });
    expect(more).toEqual([]);
  });

  it('is printed before its function ends if the response did not wait for it', () => {
    const { traces, begin, output, lines } = printing();
    const trace = traces.beginOfClient(request);
    const invocation = begin(trace.traceId);
    trace.answered(504);
    output.answered(trace);
    expect(lines()).toEqual([`time  504 n ms  ${request}  ${trace.requestId}`]);
    invocation.log('still at it');
    invocation.answered('response', '{}');
    invocation.close();
    expect(lines().slice(1)).toEqual([
      `time  food:place-order ended after the response  ${trace.requestId}`,
      '              food:place-order  still at it',
    ]);
  });

  it('does not break words on a narrow terminal', () => {
    const run = printing('pretty', 40);
    answeredBy(run, 404).invocation.close();
    const whole = printing();
    answeredBy(whole, 404).invocation.close();
    const words = (lines: readonly string[]) => lines.join(' ').split(/ +/).length;
    expect(words(run.lines())).toBe(words(whole.lines()));
    expect(run.lines().filter((line) => line.length > 40)).toEqual([]);
  });
});

describe('a function invoked without a client request', () => {
  it('is printed if it logs, and otherwise not', () => {
    const { begin, lines } = printing();
    const [silent, speaking] = [begin('none'), begin('none')];
    speaking.log('set up');
    for (const each of [silent, speaking]) {
      each.answered('response', '{}');
      each.close();
    }
    expect(lines()).toEqual([
      'time  food:place-order ran',
      '              food:place-order  set up',
    ]);
  });
});
