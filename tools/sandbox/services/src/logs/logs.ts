/** CloudWatch Logs of one account: groups, their streams, and the newest events of each group. */
import { bounded } from '@sandbox/kernel/printable';
import type { Tags } from '../tags';

export interface LogEvent {
  /** A counter that identifies events and the starts of pages. */
  readonly sequence: number;
  readonly stream: string;
  /** The time of the event, in milliseconds since the epoch. */
  readonly timestamp: number;
  /** The ingestion time, in milliseconds since the epoch. */
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
  /** In the order of ingestion. */
  readonly events: LogEvent[];
  /** The total size of its messages. */
  bytes: number;
}

/** The limits of a group, which keeps its newest events. */
const MAX_EVENTS = 4_000;
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_STREAMS = 1_000;

/**
 * The maximum size of an event that CloudWatch Logs accepts from Lambda, in bytes.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 */
export const MAX_EVENT_BYTES = 256 * 1024;

export class Logs {
  private readonly groups = new Map<string, LogGroup>();
  private sequence = 0;

  /** Creates a group, or updates the one with its name, which keeps its events. */
  putLogGroup(name: string, retentionInDays?: number, tags: Tags = new Map()): void {
    const {
      createdAt = Date.now(),
      streams = new Map<string, LogStream>(),
      events = [],
      bytes = 0,
    } = this.groups.get(name) ?? {};
    this.groups.set(name, { name, createdAt, retentionInDays, tags, streams, events, bytes });
  }

  /** Deletes a group with its events. */
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
   * Adds an event to a stream, which is created if it is missing; without the group, the event is
   * lost.
   *
   * @param message truncated to {@link MAX_EVENT_BYTES}.
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
    const text = bounded(message, MAX_EVENT_BYTES);
    group.bytes += Buffer.byteLength(text);
    group.events.push({
      sequence,
      stream: streamName,
      timestamp: now,
      ingestionTime: now,
      message: text,
    });
    while (group.events.length > MAX_EVENTS || group.bytes > MAX_BYTES) {
      group.bytes -= Buffer.byteLength(group.events.shift()?.message ?? '');
    }
  }

  /** Returns the events of all streams of a group. */
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
