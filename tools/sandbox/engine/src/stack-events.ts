/** The newest events of one stack and its resources. */
import { randomUUID } from 'node:crypto';
import { bounded } from '@sandbox/kernel/printable';
import type { StackEvent } from './stack-state';

/** Called with each event. */
export type OnStackEvent = (event: StackEvent) => void;

/** The events of several dozen deployments. */
const MAX_EVENTS = 1000;

/** The maximum bytes of an event's reason, which custom resources can set. */
const MAX_REASON_BYTES = 4 * 1024;

export class StackEvents {
  private readonly events: StackEvent[];
  private onEvent: OnStackEvent | undefined;

  constructor(previous: readonly StackEvent[]) {
    this.events = [...previous];
  }

  /** Oldest first. */
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
