/** The events of one stack: what happened to it and to its resources, the newest ones. */
import { randomUUID } from 'node:crypto';
import { bounded } from '@sandbox/kernel/printable';
import type { StackEvent } from './stack-state';

/** Told of each event as it happens. */
export type OnStackEvent = (event: StackEvent) => void;

/** A thousand: some tens of deployments of a stack. */
const MAX_EVENTS = 1000;

/** Bytes of an event's reason: a custom resource's function may give any. */
const MAX_REASON_BYTES = 4 * 1024;

export class StackEvents {
  private readonly events: StackEvent[];
  private onEvent: OnStackEvent | undefined;

  constructor(known: readonly StackEvent[]) {
    this.events = [...known];
  }

  /** The oldest first. */
  get list(): readonly StackEvent[] {
    return this.events;
  }

  /** Reports the events of one operation until it ends. */
  async during<Result>(
    onEvent: OnStackEvent | undefined,
    operation: () => Promise<Result>,
  ): Promise<Result> {
    this.onEvent = onEvent;
    try {
      return await operation();
    } finally {
      this.onEvent = undefined;
    }
  }

  add(event: Omit<StackEvent, 'eventId'>): void {
    const { logicalId, status, reason } = event;
    const added = {
      ...event,
      eventId: `${logicalId}-${status}-${randomUUID()}`,
      ...(reason !== undefined && { reason: bounded(reason, MAX_REASON_BYTES) }),
    };
    this.events.push(added);
    if (this.events.length > MAX_EVENTS) this.events.shift();
    this.onEvent?.(added);
  }
}
