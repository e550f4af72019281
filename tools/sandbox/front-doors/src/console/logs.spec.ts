import type { Account } from '@sandbox/services/account';
import { Logs } from '@sandbox/services/logs/logs';
import { functionInfos, logPage } from './functions';
import { metricSeries } from './metrics';

function logsWith(...messages: readonly string[]): Logs {
  const logs = new Logs();
  logs.putLogGroup('group');
  for (const message of messages) logs.put('group', 'stream', message);
  return logs;
}

const lambda = {
  ...{ name: 'place', arn: 'arn', runtime: 'nodejs24.x', handler: 'h.h', memorySize: 512 },
  ...{ timeout: 10, logGroup: 'group', variables: { A: 'b' } },
};

/** The services of an account that logs are read from. */
function account(logs: Logs): Account {
  const parts = { id: '222222222222', logs, lambda: { all: [lambda] }, stacks: { list: [] } };
  return parts as unknown as Account;
}

const emf = (value: unknown, at = 60_000) =>
  JSON.stringify({
    _aws: {
      Timestamp: at,
      CloudWatchMetrics: [
        {
          Namespace: 'Orders',
          Dimensions: [['service']],
          Metrics: [{ Name: 'Latency', Unit: 'Milliseconds' }],
        },
      ],
    },
    service: 'food',
    Latency: value,
  });

describe('the logs of functions', () => {
  it('include the number of cold starts, in both formats', () => {
    const logs = logsWith(
      'REPORT RequestId: 1\tDuration: 12.50 ms\tBilled Duration: 13 ms\tInit Duration: 150.25 ms\t',
      'REPORT RequestId: 2\tDuration: 3.00 ms\tBilled Duration: 3 ms\t',
      '{"type":"platform.report","record":{"metrics":{"durationMs":4,"initDurationMs":90}}}',
      'a line of its own',
    );
    expect(functionInfos([account(logs)])).toMatchObject([
      {
        name: 'place',
        variables: { A: 'b' },
        invocations: 3,
        coldStarts: 2,
        lastInitMs: 90,
        lastMs: 4,
      },
    ]);
  });

  it('continue after a sequence number', () => {
    const logs = logsWith('one', 'two');
    const first = logPage(logs.events('group'), 0);
    expect(first.events.map(({ message }) => message)).toEqual(['one', 'two']);
    logs.put('group', 'stream', 'three');
    const second = logPage(logs.events('group'), first.next);
    expect(second.events.map(({ message }) => message)).toEqual(['three']);
    expect(logPage(logs.events('group'), second.next)).toEqual({ events: [], next: second.next });
  });

  it('are bounded in lines and their lengths', () => {
    const lines = Array.from({ length: 600 }, () => 'x'.repeat(20_000));
    const { events } = logPage(logsWith(...lines).events('group'), 0);
    expect(events.length).toBeGreaterThan(100);
    expect(events.length).toBeLessThanOrEqual(500);
    expect(Math.max(...events.map(({ message }) => message.length))).toBeLessThanOrEqual(16_385);
  });

  it('include metrics, by minute', () => {
    const logs = logsWith(emf(10), emf([20, 30]), emf(5, 125_000), 'no metric', '{"_aws":1}');
    expect(metricSeries([account(logs)])).toEqual([
      {
        account: '222222222222',
        namespace: 'Orders',
        name: 'Latency',
        unit: 'Milliseconds',
        dimensions: { service: 'food' },
        points: [
          { at: 60_000, count: 3, sum: 60, min: 10, max: 30 },
          { at: 120_000, count: 1, sum: 5, min: 5, max: 5 },
        ],
      },
    ]);
  });
});
