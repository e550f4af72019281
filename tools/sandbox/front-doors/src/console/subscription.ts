/**
 * The pending events of one page. They are bounded even if the page is slow: the newest requests
 * and activities are kept and the others counted; of everything else only the latest state is sent.
 */
import type { Trace } from '@sandbox/kernel/trace';
import { BoundedList } from './bounded-list';
import { requestSummary } from './summaries';
import type { Activity, FeedEvents, RequestBatch } from './wire';

/** State that is always sent as a whole. */
export type State = 'topology' | 'stacks' | 'traffic';

/**
 * The maximum number of requests in one event, so that a page shows some hundreds a second and
 * counts the rest.
 */
const MAX_REQUESTS = 40;
const MAX_ACTIVITY = 100;

export type FeedEvent = {
  [Name in keyof FeedEvents]: { readonly name: Name; readonly data: FeedEvents[Name] };
}[keyof FeedEvents];

export class Subscription {
  private readonly requests = new BoundedList<Trace>(MAX_REQUESTS);
  private readonly activity = new BoundedList<Activity>(MAX_ACTIVITY);
  private readonly changed = new Set<State>();

  answered(trace: Trace): void {
    this.requests.add(trace);
  }

  addActivity(activity: Activity): void {
    this.activity.add(activity);
  }

  changes(state: State): void {
    this.changed.add(state);
  }

  /** Removes and returns the pending events; the current state is read only here. */
  take(currentState: (state: State) => FeedEvent): readonly FeedEvent[] {
    const states = [...this.changed].map(currentState);
    this.changed.clear();
    const batch = batchOf(this.requests.take());
    const { values: activity } = this.activity.take();
    return [
      ...states,
      ...(batch.requests.length > 0 ? [{ name: 'requests', data: batch } as const] : []),
      ...(activity.length > 0 ? [{ name: 'activity', data: activity } as const] : []),
    ];
  }
}

function batchOf({
  values,
  dropped,
}: {
  readonly values: readonly Trace[];
  readonly dropped: number;
}): RequestBatch {
  return { requests: values.map(requestSummary), dropped };
}
