/** CloudWatch Logs of one account: groups, their streams, and the newest events of each group. */
import { bounded } from '@sandbox/kernel/printable';
import type { Tags } from '../tags';

export interface LogEvent {
  /** A counter within a group, which identifies events and page starts. */
  readonly sequence: number;
  readonly stream: string;
  /** When it happened, in milliseconds since the epoch. */
  readonly timestamp: number;
  /** When it got here. */
  readonly ingestionTime: number;
  readonly message: string;
}

export interface LogStream {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  firstEventAt?: number;
  lastEventAt?: number;
  lastIngestionAt?: number;
}

export interface LogGroup {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly retentionInDays?: number | undefined;
  readonly tags: Tags;
  readonly streams: Map<string, LogStream>;
  /** In the order in which they got here. */
  readonly events: LogEvent[];
  /** Of all of its messages. */
  bytes: number;
}

/** What a group keeps, the newest of each. */
const MAX_EVENTS = 4_000;
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_STREAMS = 1_000;

/**
 * Bytes of one event, as CloudWatch Logs takes them from Lambda.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
export const MAX_EVENT_BYTES = 256 * 1024;

export class Logs {
  private readonly groups = new Map<string, LogGroup>();
  private sequence = 0;

  /** Creates a group, or changes the one of that name, which keeps its events. */
  putLogGroup(name: string, retentionInDays?: number, tags: Tags = new Map()): void {
    const {
      createdAt = Date.now(),
      streams = new Map<string, LogStream>(),
      events = [],
      bytes = 0,
    } = this.groups.get(name) ?? {};
    this.groups.set(name, { name, createdAt, retentionInDays, tags, streams, events, bytes });
  }

  /** Its events go with it. */
  deleteLogGroup(name: string): void {
    this.groups.delete(name);
  }

  /** Sorted by name. */
  get all(): readonly LogGroup[] {
    return [...this.groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  group(name: string): LogGroup | undefined {
    return this.groups.get(name);
  }

  /**
   * Adds an event to a stream, which is made when missing; without the group, it is lost.
   *
   * @param message cut off after {@link MAX_EVENT_BYTES}.
   */
  put(groupName: string, streamName: string, message: string): void {
    const group = this.groups.get(groupName);
    if (!group) return;
    const now = Date.now();
    const stream = streamOf(group, streamName, now);
    stream.firstEventAt ??= now;
    stream.lastEventAt = now;
    stream.lastIngestionAt = now;
    const sequence = ++this.sequence;
    const kept = bounded(message, MAX_EVENT_BYTES);
    group.bytes += Buffer.byteLength(kept);
    group.events.push({
      sequence,
      stream: streamName,
      timestamp: now,
      ingestionTime: now,
      message: kept,
    });
    while (group.events.length > MAX_EVENTS || group.bytes > MAX_BYTES) {
      group.bytes -= Buffer.byteLength(group.events.shift()?.message ?? '');
    }
  }

  /** What was written to a group, all streams together. */
  events(groupName: string): readonly LogEvent[] {
    return this.groups.get(groupName)?.events ?? [];
  }
}

function streamOf(group: LogGroup, name: string, now: number): LogStream {
  const found = group.streams.get(name);
  if (found) return found;
  const created: LogStream = { name, createdAt: now };
  group.streams.set(name, created);
  if (group.streams.size > MAX_STREAMS) {
    const [oldest = ''] = group.streams.keys();
    group.streams.delete(oldest);
  }
  return created;
}
