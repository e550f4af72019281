import { EventEmitter, once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Traces } from '@sandbox/kernel/traces';
import { Feed } from './feed';
import type { FeedEvents, RequestBatch, Snapshot } from './wire';

interface Told {
  readonly id: string;
  readonly name: keyof FeedEvents;
  readonly data: unknown;
}

const traces = new Traces();
const feed = feedOf();

function feedOf(): Feed {
  return new Feed({
    traces,
    addresses: () => ({ httpsPort: 8443, awsEndpoint: '', authorityFile: '' }),
    topology: () => ({ accounts: [], links: [] }),
    stacks: () => [],
  });
}

const server = createServer((incoming, outgoing) => {
  feed.follow(outgoing, incoming.headersDistinct['last-event-id']?.[0]);
});
const open: IncomingMessage[] = [];

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
});

afterEach(() => {
  for (const response of open.splice(0)) response.destroy();
});

afterAll(() => {
  feed.stop();
  server.closeAllConnections();
  server.close();
});

async function connected(lastEventId?: string): Promise<IncomingMessage> {
  const { port } = server.address() as AddressInfo;
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const sent = request({ host: '127.0.0.1', port, headers, agent: false });
  const [response] = (await once(sent.end(), 'response')) as [IncomingMessage];
  open.push(response);
  return response;
}

/** The received events of a connection. */
async function* eventsOf(response: IncomingMessage): AsyncGenerator<Told> {
  let text = '';
  for await (const chunk of response) {
    text += String(chunk);
    const whole = text.split('\n\n');
    text = whole.pop() ?? '';
    yield* whole.flatMap(toldOf);
  }
}

function toldOf(event: string): readonly Told[] {
  const found = /^id: (.*)\nevent: (.*)\ndata: (.*)$/.exec(event);
  if (!found) return [];
  const [, id = '', name = '', data = ''] = found;
  return [{ id, name: name as Told['name'], data: JSON.parse(data) as unknown }];
}

/** Reads until an event with this name. */
async function next(events: AsyncGenerator<Told>, name: Told['name']): Promise<Told> {
  for (;;) {
    const { value } = (await events.next()) as { value: Told | undefined };
    if (value === undefined) throw new Error(`the feed ended without ${name}`);
    if (value.name === name) return value;
  }
}

function answer(request: string, to = feed): void {
  const trace = traces.begin(request);
  trace.passed('Route 53', 'an alias');
  trace.answered(200);
  to.answered(trace);
}

describe('the feed of the console', () => {
  it('starts with a snapshot, and continues with events', async () => {
    answer('GET food/before');
    const events = eventsOf(await connected());
    const { data: snapshot } = await next(events, 'snapshot');
    const before = (snapshot as Snapshot).requests.requests.map((one) => one.request);
    expect(before).toContain('GET food/before');
    answer('GET food/after');
    const { data: batch } = await next(events, 'requests');
    expect(batch).toMatchObject({
      requests: [{ request: 'GET food/after', hops: [{ name: 'Route 53', detail: 'an alias' }] }],
      dropped: 0,
    });
  });

  it('sends stacks and the diagram again when a stack changes, and each stack event', async () => {
    const events = eventsOf(await connected());
    await next(events, 'snapshot');
    feed.stackEvent({
      ...{ eventId: '1', timestamp: '2026-11-26T07:08:37.439Z', logicalId: 'food', physicalId: '' },
      ...{ resourceType: 'AWS::CloudFormation::Stack', status: 'UPDATE_COMPLETE' },
    });
    expect((await next(events, 'stacks')).data).toEqual([]);
    expect((await next(events, 'topology')).data).toEqual({ accounts: [], links: [] });
    expect((await next(events, 'activity')).data).toMatchObject([
      { kind: 'stack', text: 'food', status: 'UPDATE_COMPLETE' },
    ]);
  });

  it('sends the newest of many requests, and the number of the others', async () => {
    const events = eventsOf(await connected());
    await next(events, 'snapshot');
    for (let count = 0; count < 1_000; count++) answer(`GET food/${count}`);
    const { data } = await next(events, 'requests');
    const { requests, dropped } = data as RequestBatch;
    expect(requests).toHaveLength(40);
    expect(requests.at(-1)?.request).toBe('GET food/999');
    expect(dropped).toBe(960);
  });

  it('sends the number of missed requests to a page that reconnects', async () => {
    const events = eventsOf(await connected());
    const { id } = await next(events, 'snapshot');
    for (let count = 0; count < 150; count++) answer(`GET food/${count}`);
    const again = await next(eventsOf(await connected(id)), 'snapshot');
    expect((again.data as Snapshot).requests.dropped).toBe(50);
  });

  it('sends no missed requests to a page of a previous start', async () => {
    const { data } = await next(eventsOf(await connected('another-start:7')), 'snapshot');
    expect((data as Snapshot).requests.dropped).toBe(0);
  });

  it('keeps AWS API calls in a separate list', async () => {
    const call = traces.begin('dynamodb:ListTables');
    call.answered(200);
    const { data } = await next(eventsOf(await connected()), 'snapshot');
    const listed = (data as Snapshot).requests.requests.map((one) => one.request);
    expect(listed).not.toContain('dynamodb:ListTables');
  });

  it('limits the number of connected pages', async () => {
    const pages = await Promise.all(Array.from({ length: 33 }, () => connected()));
    expect(
      pages
        .map(({ statusCode }) => statusCode)
        .sort()
        .at(-1),
    ).toBe(503);
  });
});

describe('a page that does not read', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  /** A response whose socket buffer is full until it drains. */
  class FullResponse extends EventEmitter {
    readonly written: string[] = [];
    isFull = false;
    writeHead = () => this;
    write = (text: string) => {
      this.written.push(text);
      return !this.isFull;
    };
  }

  it('receives nothing more until it does, then the newest and the number of the others', () => {
    const followed = feedOf();
    const slow = new FullResponse();
    followed.follow(slow as unknown as ServerResponse, undefined);
    slow.isFull = true;
    answer('GET food/first', followed);
    jest.advanceTimersByTime(1_000);
    const sent = slow.written.length;
    expect(slow.written.at(-1)).toContain('GET food/first');
    for (let count = 0; count < 10_000; count++) answer(`GET food/${count}`, followed);
    jest.advanceTimersByTime(60_000);
    expect(slow.written).toHaveLength(sent);
    slow.isFull = false;
    slow.emit('drain');
    jest.advanceTimersByTime(100);
    const [batch] = slow.written.slice(sent).join('').split('\n\n').flatMap(toldOf);
    const { requests, dropped } = batch?.data as RequestBatch;
    expect([requests.length, dropped, requests.at(-1)?.request]).toEqual([
      40,
      9_960,
      'GET food/9999',
    ]);
    slow.emit('close');
  });
});
