/** CloudWatch Logs of one account: what the functions printed, the newest lines of each group. */
export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

const EVENTS_KEPT = 10_000;

export class Logs {
  private readonly groups = new Map<string, LogEvent[]>();

  createLogGroup(name: string): void {
    if (!this.groups.has(name)) this.groups.set(name, []);
  }

  /** Its events go with it. */
  deleteLogGroup(name: string): void {
    this.groups.delete(name);
  }

  put(group: string, message: string): void {
    this.createLogGroup(group);
    const events = this.groups.get(group) ?? [];
    events.push({ timestamp: Date.now(), message });
    if (events.length > EVENTS_KEPT) events.splice(0, events.length - EVENTS_KEPT);
  }

  events(group: string): readonly LogEvent[] {
    return this.groups.get(group) ?? [];
  }
}
