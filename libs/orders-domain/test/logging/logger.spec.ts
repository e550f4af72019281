import { createLogger } from '../../src/logging/logger';
import { recordingLogger } from '../support/samples';

const written = (lines: readonly string[]) => JSON.parse(lines.join('')) as Record<string, unknown>;

describe('the logger', () => {
  it('writes one JSON object on one line', () => {
    const { logger, lines } = recordingLogger();
    logger.log('info', 'two\nlines', { requestId: 'r', missing: undefined });
    expect(lines.join('').split('\n')).toHaveLength(2);
    expect(written(lines)).toEqual({
      level: 'info',
      message: 'two\nlines',
      timestamp: '2026-11-22T12:00:00.000Z',
      service: 'food',
      function: 'test',
      requestId: 'r',
    });
  });

  it('writes metrics in the embedded format', () => {
    const { logger, lines } = recordingLogger();
    logger.log('info', 'answered', { metrics: { OrdersPlaced: 1, Latency: 2.5 } });
    expect(written(lines)).toMatchObject({
      OrdersPlaced: 1,
      Latency: 2.5,
      _aws: {
        Timestamp: Date.parse('2026-11-22T12:00:00.000Z'),
        CloudWatchMetrics: [
          {
            Namespace: 'Orders',
            Dimensions: [['service', 'function']],
            Metrics: [
              { Name: 'OrdersPlaced', Unit: 'Count' },
              { Name: 'Latency', Unit: 'Milliseconds' },
            ],
          },
        ],
      },
    });
  });

  it('writes an error with its causes, and no other properties', () => {
    const { logger, lines } = recordingLogger();
    const cause = Object.assign(new Error('inner'), { Item: { fullName: { S: 'Lovelace' } } });
    logger.log('error', 'failed', { error: new Error('outer', { cause }) });
    expect(written(lines)).toMatchObject({
      error: { message: 'outer', cause: { message: 'inner' } },
    });
    expect(lines.join('')).not.toContain('Lovelace');
  });

  it('handles circular causes, and values that are not errors', () => {
    const { logger, lines } = recordingLogger();
    const error = new Error('round');
    error.cause = error;
    logger.log('error', 'failed', { error });
    logger.log('error', 'failed', { error: 'text' });
    const [ofRound, ofText] = lines.map((line) => JSON.parse(line) as object);
    expect(ofText).toMatchObject({ error: { name: 'string' } });
    expect(ofRound).toHaveProperty('error.cause.cause.cause.message', 'round');
    expect(ofRound).not.toHaveProperty('error.cause.cause.cause.cause');
  });

  it('writes to stdout with the current time by default', () => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    jest.useFakeTimers({ now: new Date('2026-11-23T00:00:00.000Z') });
    createLogger({ service: 'food', function: 'test' }).log('info', 'here');
    const calls = write.mock.calls;
    jest.useRealTimers();
    jest.restoreAllMocks();
    expect(calls).toHaveLength(1);
    expect(JSON.parse(String(calls[0]?.[0]))).toMatchObject({
      message: 'here',
      timestamp: '2026-11-23T00:00:00.000Z',
    });
  });
});
