import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { Logs } from '@sandbox/services/logs/logs';
import {
  accountId,
  credentialsFor,
  startAccount,
  type RunningAccount,
} from '../../../src/testing/account';
import { administrator, callJson } from '../../../src/testing/signed-request';

const folders = temporaryFolders();
const admin = administrator(accountId);
let running: RunningAccount;
let logs: Logs;

beforeEach(async () => {
  running = await startAccount(folders());
  ({ logs } = running.account);
  logs.putLogGroup('orders', 30);
  logs.putLogGroup('smoke');
  for (const [stream, message] of [
    ['2026/a', 'one INFO'],
    ['2026/b', 'two ERROR'],
    ['2026/a', 'three ERROR'],
  ] as const) {
    logs.put('orders', stream, message);
  }
});

afterEach(() => running.stop());

const call = (operation: string, input: Record<string, unknown>, credentials = admin) =>
  callJson(running.endpoint, credentials, `Logs_20140328.${operation}`, input, 'logs');

const logGroupName = 'orders';

interface Events {
  readonly events: readonly { readonly message: string; readonly eventId?: string }[];
  readonly nextToken?: string;
  readonly nextForwardToken?: string;
  readonly nextBackwardToken?: string;
}

async function eventsOf(operation: string, input: Record<string, unknown>): Promise<Events> {
  const { status, body } = await call(operation, { logGroupName, ...input });
  expect(status).toBe(200);
  return body as Events;
}

const messages = ({ events }: Events) => events.map(({ message }) => message);

describe('log groups and streams', () => {
  it('are described by prefix, in pages', async () => {
    const { body } = await call('DescribeLogGroups', { limit: 1 });
    const arn = `arn:aws:logs:eu-central-1:${accountId}:log-group:orders`;
    expect(body).toMatchObject({
      logGroups: [{ logGroupName, retentionInDays: 30, arn: `${arn}:*`, logGroupArn: arn }],
    });
    const { nextToken } = body as Events;
    const next = await call('DescribeLogGroups', { limit: 1, nextToken });
    expect(next.body).toMatchObject({ logGroups: [{ logGroupName: 'smoke' }] });
    const byPrefix = await call('DescribeLogGroups', { logGroupNamePrefix: 'sm' });
    expect(byPrefix.body).toMatchObject({ logGroups: [{ logGroupName: 'smoke' }] });
  });

  it('are streams by name, or by their last event', async () => {
    const byName = await call('DescribeLogStreams', { logGroupName });
    expect(byName.body).toMatchObject({
      logStreams: [{ logStreamName: '2026/a' }, { logStreamName: '2026/b' }],
    });
    const descending = await call('DescribeLogStreams', { logGroupName, descending: true });
    expect(descending.body).toMatchObject({
      logStreams: [{ logStreamName: '2026/b' }, { logStreamName: '2026/a' }],
    });
  });
});

describe('the events of a group', () => {
  it('are filtered by terms, stream and time', async () => {
    expect(messages(await eventsOf('FilterLogEvents', {}))).toHaveLength(3);
    expect(messages(await eventsOf('FilterLogEvents', { filterPattern: 'ERROR -two' }))).toEqual([
      'three ERROR',
    ]);
    expect(messages(await eventsOf('FilterLogEvents', { logStreamNamePrefix: '2026/b' }))).toEqual([
      'two ERROR',
    ]);
    expect(messages(await eventsOf('FilterLogEvents', { logStreamNames: ['2026/b'] }))).toEqual([
      'two ERROR',
    ]);
    const later = Date.now() + 1000;
    expect(messages(await eventsOf('FilterLogEvents', { startTime: later }))).toEqual([]);
    expect(messages(await eventsOf('FilterLogEvents', { endTime: later }))).toHaveLength(3);
  });

  it('are returned in pages, each event once and with a unique ID', async () => {
    const first = await eventsOf('FilterLogEvents', { limit: 2 });
    const { nextToken } = first;
    logs.put('orders', '2026/a', 'four');
    const second = await eventsOf('FilterLogEvents', { limit: 2, nextToken });
    expect([...messages(first), ...messages(second)]).toEqual([
      'one INFO',
      'two ERROR',
      'three ERROR',
      'four',
    ]);
    expect(second.nextToken).toBeUndefined();
    const ids = [...first.events, ...second.events].map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(4);
  });

  it('can be followed from the last one', async () => {
    const logStreamName = '2026/a';
    const first = await eventsOf('GetLogEvents', { logStreamName, limit: 1 });
    expect(messages(first)).toEqual(['three ERROR']);
    const forward = { logStreamName, nextToken: first.nextForwardToken };
    const none = await eventsOf('GetLogEvents', forward);
    expect([messages(none), none.nextForwardToken]).toEqual([[], first.nextForwardToken]);
    logs.put('orders', '2026/a', 'four');
    expect(messages(await eventsOf('GetLogEvents', forward))).toEqual(['four']);
    const backward = { logStreamName, nextToken: first.nextBackwardToken };
    expect(messages(await eventsOf('GetLogEvents', backward))).toEqual(['one INFO']);
    const head = { logStreamName, limit: 1, startFromHead: true };
    expect(messages(await eventsOf('GetLogEvents', head))).toEqual(['one INFO']);
  });
});

describe('a call that CloudWatch Logs rejects', () => {
  it.each([
    [
      'FilterLogEvents',
      { logGroupName: 'gone' },
      'ResourceNotFoundException',
      'The specified log group does not exist.',
    ],
    [
      'GetLogEvents',
      { logGroupName, logStreamName: 'x' },
      'ResourceNotFoundException',
      'The specified log stream does not exist.',
    ],
    [
      'FilterLogEvents',
      { logGroupName, filterPattern: '{ $.a = 1 }' },
      'InvalidParameterException',
      'the sandbox supports terms only',
    ],
    [
      'FilterLogEvents',
      {},
      'InvalidParameterException',
      'Either logGroupName or logGroupIdentifier is needed',
    ],
    [
      'DescribeLogGroups',
      { nextToken: 'x' },
      'InvalidParameterException',
      'The specified nextToken is invalid.',
    ],
    ['GetLogEvents', { logGroupName }, 'ValidationException', "at 'logStreamName'"],
  ])('%s %j', async (operation, input, type, message) => {
    const { status, body } = await call(operation, input);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      __type: type,
      message: expect.stringContaining(message) as string,
    });
  });

  it('is one that the role is not allowed to make', async () => {
    const credentials = credentialsFor(running.account, 'logs:DescribeLogGroups');
    const { body } = await call('FilterLogEvents', { logGroupName }, credentials);
    expect(body).toMatchObject({
      __type: 'AccessDeniedException',
      Message: expect.stringContaining(
        `logs:FilterLogEvents on resource: arn:aws:logs:eu-central-1:${accountId}:log-group:orders:log-stream: because`,
      ) as string,
    });
  });
});
