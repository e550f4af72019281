/**
 * The feed of server-sent events that console pages follow. A connection starts with a snapshot;
 * later events are sent in batches, so that a thousand requests a second become ten events.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { StackEvent } from '@sandbox/engine/stack-state';
import { STACK_TYPE } from '@sandbox/engine/deployed-stack';
import { printable } from '@sandbox/kernel/printable';
import type { Trace } from '@sandbox/kernel/trace';
import type { Traces } from '@sandbox/kernel/traces';
import { BoundedList } from './bounded-list';
import { Subscription, type FeedEvent, type State } from './subscription';
import { requestSummary } from './summaries';
import { Traffic } from './traffic';
import type { Activity, SandboxAddresses, Snapshot, StackSummary, Topology } from './wire';

/** Milliseconds between two events of a connection. */
const PERIOD = 100;

/** The number of periods between two traffic events. */
const TRAFFIC_PERIODS = 10;

/** The number of periods without an event after which a comment keeps the connection alive. */
const SILENT_PERIODS = 150;

const MAX_ACTIVITY = 200;
const REQUESTS_IN_SNAPSHOT = 100;

/** The maximum number of connected pages. */
const MAX_CONNECTIONS = 32;

export interface FeedProps {
  readonly traces: Traces;
  readonly addresses: () => SandboxAddresses;
  readonly topology: () => Topology;
  readonly stacks: () => readonly StackSummary[];
}

interface Connection {
  readonly response: ServerResponse;
  readonly subscription: Subscription;
  /** Whether the page has not read all sent events yet. */
  isFull: boolean;
  silent: number;
}

export class Feed {
  private readonly instance = randomUUID();
  private readonly startedAt = new Date().toISOString();
  private readonly connections = new Set<Connection>();
  private readonly activity = new BoundedList<Activity>(MAX_ACTIVITY);
  private readonly traffic = new Traffic();
  /** The number of completed requests, which is also the ID of the last event of a page. */
  private answeredCount = 0;
  private activityCount = 0;
  private periods = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly props: FeedProps) {}

  /** Adds a client's request that has completed, with or without a response. */
  answered(trace: Trace): void {
    const { request, ms, status, outcome } = trace.summary();
    this.traffic.add({ host: hostOf(request), ms, status, isRefused: outcome === 'refused' });
    this.answeredCount++;
    for (const { subscription } of this.connections) subscription.answered(trace);
  }

  /** Adds a stack event; events of the stack itself update the diagram. */
  stackEvent({ logicalId, resourceType, status, reason }: StackEvent): void {
    const isStack = resourceType === STACK_TYPE;
    const about = isStack ? logicalId : `${resourceType} ${logicalId}`;
    this.addActivity({
      kind: isStack ? 'stack' : 'resource',
      text: reason === undefined ? about : `${about}: ${printable(reason)}`,
      status,
    });
    if (!isStack) return;
    for (const { subscription } of this.connections) {
      subscription.changes('stacks');
      subscription.changes('topology');
    }
  }

  /** Adds one line about an event other than a request, such as a hot reload. */
  note(text: string): void {
    this.addActivity({ kind: 'note', text: printable(text) });
  }

  /**
   * Serves the feed until the page disconnects.
   *
   * @param lastEventId the `Last-Event-ID` header of a page that reconnects.
   */
  follow(response: ServerResponse, lastEventId: string | undefined): void {
    if (this.connections.size >= MAX_CONNECTIONS) {
      response.writeHead(503, { 'retry-after': '5' }).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    const subscription = new Subscription();
    const connection: Connection = { response, subscription, isFull: false, silent: 0 };
    this.connections.add(connection);
    response.once('close', () => this.disconnected(connection));
    response.on('drain', () => (connection.isFull = false));
    response.write('retry: 1000\n\n');
    this.send(connection, [{ name: 'snapshot', data: this.snapshot(lastEventId) }]);
    this.timer ??= setInterval(() => this.tick(), PERIOD).unref();
  }

  /** Ends all connections. */
  stop(): void {
    for (const { response } of this.connections) response.end();
  }

  private addActivity(activity: Omit<Activity, 'id' | 'at'>): void {
    const entry = { id: ++this.activityCount, at: new Date().toISOString(), ...activity };
    this.activity.add(entry);
    for (const { subscription } of this.connections) subscription.addActivity(entry);
  }

  private disconnected(connection: Connection): void {
    this.connections.delete(connection);
    if (this.connections.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private tick(): void {
    this.periods++;
    for (const connection of this.connections) {
      if (this.periods % TRAFFIC_PERIODS === 0) connection.subscription.changes('traffic');
      if (!connection.isFull) this.sendPending(connection);
    }
  }

  private sendPending(connection: Connection): void {
    const events = connection.subscription.take((state) => this.currentState(state));
    const pending = events.filter(({ name, data }) => name !== 'traffic' || data.length > 0);
    connection.silent = pending.length > 0 ? 0 : connection.silent + 1;
    if (connection.silent < SILENT_PERIODS) {
      this.send(connection, pending);
      return;
    }
    connection.silent = 0;
    connection.response.write(':\n\n');
  }

  private send(connection: Connection, events: readonly FeedEvent[]): void {
    if (events.length === 0) return;
    const id = `${this.instance}:${this.answeredCount}`;
    const text = events.map(
      ({ name, data }) => `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`,
    );
    connection.isFull = !connection.response.write(text.join(''));
  }

  private currentState(state: State): FeedEvent {
    switch (state) {
      case 'topology':
        return { name: state, data: this.props.topology() };
      case 'stacks':
        return { name: state, data: this.props.stacks() };
      case 'traffic':
        return { name: state, data: this.traffic.latest };
    }
  }

  private snapshot(lastEventId: string | undefined): Snapshot {
    const { traces, addresses, topology, stacks } = this.props;
    const requests = clientRequests(traces).slice(0, REQUESTS_IN_SNAPSHOT).reverse();
    return {
      instance: this.instance,
      startedAt: this.startedAt,
      sandbox: addresses(),
      topology: topology(),
      stacks: stacks(),
      requests: {
        requests: requests.map(requestSummary),
        dropped: Math.max(0, this.missed(lastEventId) - requests.length),
      },
      activity: this.activity.list.slice(-MAX_ACTIVITY),
      traffic: this.traffic.points,
    };
  }

  /**
   * Returns the number of requests completed since the last event of a page; 0 for a page of a
   * previous start.
   */
  private missed(lastEventId = ''): number {
    const [instance, seen] = lastEventId.split(':');
    return instance === this.instance ? this.answeredCount - (Number(seen) || 0) : 0;
  }
}

/** Returns the completed requests of clients, newest first, without separate AWS API calls. */
function clientRequests(traces: Traces): readonly Trace[] {
  return traces.list().filter((trace) => trace.isAnswered && isClientRequest(trace.request));
}

/**
 * Returns whether a request is a client's, such as `GET host/path`; `dynamodb:Query` is an AWS API
 * call.
 */
export function isClientRequest(request: string): boolean {
  return /^\S+ /.test(request) || !/^[\w-]+:/.test(request);
}

function hostOf(request: string): string {
  return /^\S+ ([^/\s]+)/.exec(request)?.[1] ?? '(none)';
}
