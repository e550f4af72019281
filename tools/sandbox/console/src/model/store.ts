/** The page's state, and the connection that updates it. */
import { useEffect, useState } from 'preact/hooks';
import type { FeedEvents, RequestSummary } from '@sandbox/front-doors/console/wire';
import { reduce, INITIAL, type State, type FeedMessage } from './state';

const EVENTS = ['snapshot', 'requests', 'topology', 'stacks', 'activity', 'traffic'] as const;

type Listener = () => void;
type OnRequests = (requests: readonly RequestSummary[]) => void;

class Store {
  private current = INITIAL;
  private readonly listeners = new Set<Listener>();
  private readonly watchers = new Set<OnRequests>();
  private isDue = false;

  get state(): State {
    return this.current;
  }

  /** Connects to the feed; the browser reconnects automatically, with the ID of the last event. */
  connect(): void {
    const source = new EventSource('/api/feed');
    source.addEventListener('error', () => this.set({ ...this.current, connection: 'lost' }));
    for (const name of EVENTS) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) => this.receive(name, data));
    }
  }

  /** @returns a function that disconnects. */
  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Calls a listener with each request that completes from now on. Returns a function that removes
   * it.
   */
  onRequests(watcher: OnRequests): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private receive(name: keyof FeedEvents, text: string): void {
    const message = { name, data: JSON.parse(text) as FeedEvents[typeof name] } as FeedMessage;
    this.set(reduce(this.current, message));
    if (message.name !== 'requests') return;
    for (const watcher of this.watchers) watcher(message.data.requests);
  }

  /** Renders the page at most once per frame, regardless of the number of events. */
  private set(state: State): void {
    this.current = state;
    if (this.isDue) return;
    this.isDue = true;
    const draw = () => {
      this.isDue = false;
      for (const listener of this.listeners) listener();
    };
    // A page in the background gets no frames, but should be up to date when it is shown again.
    if (document.hidden) setTimeout(draw, 200);
    else requestAnimationFrame(draw);
  }
}

export const store = new Store();

/** Returns a part of the state, and renders the component again when it changes. */
export function useStore<Part>(select: (state: State) => Part): Part {
  const [part, setPart] = useState(() => select(store.state));
  useEffect(() => {
    const update = () => setPart(() => select(store.state));
    update();
    return store.onChange(update);
  }, []);
  return part;
}
