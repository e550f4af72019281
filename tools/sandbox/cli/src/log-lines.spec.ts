import { readLogEntry } from '@sandbox/kernel/log-entry';
import { coldStartLines, logLines } from './log-lines';

const label = { service: 'food', name: 'place-order' };
const plain = { columns: 80, width: Infinity, colour: false };

const lines = (message: string, terminal = plain) =>
  logLines(label, readLogEntry(message), 2, terminal);

describe('a log line on the terminal', () => {
  it('expands an object, without metrics and what is shown elsewhere', () => {
    const line = {
      ...{ level: 'info', message: 'request answered', timestamp: '2026-11-26T07:00:00.000Z' },
      ...{ service: 'food', function: 'place-order', requestId: 'r', lambdaRequestId: 'l' },
      ...{ status: 404, detail: 'no such order', item: { food: 'pizza' }, Latency: 12 },
      _aws: { CloudWatchMetrics: [{ Metrics: [{ Name: 'Latency' }] }] },
    };
    expect(lines(JSON.stringify(line))).toEqual([
      '  food:place-order  info  request answered  ' +
        'status=404 detail="no such order" item={"food":"pizza"}',
    ]);
  });

  it('has the stack of an error below it, and of its cause, without frames of the runtime', () => {
    const stack = (...frames: readonly string[]) => frames.map((frame) => `    at ${frame}`);
    const error = {
      ...{ name: 'TypeError', message: 'no pizza\nat all' },
      stack: [
        'TypeError',
        ...stack(
          'place (src/handler.ts:12:7)',
          'promised (file:///dist/tools/sandbox/runtime/invocation.mjs:1:2)',
          'process.processTicks (node:internal/process/task_queues:95:5)',
        ),
      ].join('\n'),
      cause: { name: 'TimeoutError', message: 'late', stack: stack('query (src/store.ts:3:4)')[0] },
    };
    expect(lines(JSON.stringify({ level: 'error', message: 'failed', error }))).toEqual([
      '  food:place-order  error  failed',
      '    TypeError: no pizza',
      '    at all',
      '      at place (src/handler.ts:12:7)',
      '    caused by TimeoutError: late',
      '      at query (src/store.ts:3:4)',
    ]);
  });

  it('shows the error if there is no message', () => {
    expect(lines('{"errorType":"TypeError","errorMessage":"x","level":"ERROR"}')).toEqual([
      '  food:place-order  error  TypeError: x',
    ]);
  });

  it('does not break words on a narrow terminal', () => {
    expect(
      lines('{"level":"warn","message":"two words","id":"0b6e12ab-5f0c-4a7e-9d0c"}', {
        ...plain,
        width: 32,
      }),
    ).toEqual(['  food:place-order  warn  two', '      words', '      id=0b6e12ab-5f0c-4a7e-9d0c']);
  });

  it.each([
    ['a text', 'x'.repeat(100_000)],
    ['a text of many lines', 'x\n'.repeat(100_000)],
    ['a value', JSON.stringify({ message: 'x', value: 'x'.repeat(100_000) })],
    ['many values', JSON.stringify(Object.fromEntries(Array(5_000).entries()))],
    ['the name of a value', JSON.stringify({ message: 'x', ['x'.repeat(100_000)]: 1 })],
    ['an error', JSON.stringify({ error: { message: 'x'.repeat(100_000), stack: '' } })],
    ['a stack', JSON.stringify({ error: { stack: `\n at x`.repeat(100_000) } })],
    ['a frame', JSON.stringify({ error: { stack: ` at ${'x'.repeat(100_000)}` } })],
    ['a level', JSON.stringify({ level: 'x'.repeat(100_000), message: 'x' })],
  ])('is bounded, regardless of the length of %s', (_name, message) => {
    expect(Buffer.byteLength(lines(message).join('\n'))).toBeLessThan(8 * 1024);
  });

  it('contains no control characters', () => {
    const message = JSON.stringify({
      level: '\u001b[2J',
      message: '\u001b]0;x\u0007\r',
      'a\u001b': '\u009b',
    });
    expect(lines(message).join('\n')).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('has colours if they are enabled', () => {
    expect(lines('{"level":"error","message":"no"}', { ...plain, colour: true })).toEqual([
      '  \u001b[36mfood:place-order\u001b[39m  \u001b[31merror\u001b[39m  no',
    ]);
  });
});

it('marks a cold start', () => {
  expect(coldStartLines(label, 211.6, 2, plain)).toEqual([
    '  food:place-order  cold start, 212 ms',
  ]);
});
