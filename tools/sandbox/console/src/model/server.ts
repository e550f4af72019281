/** Requests details from the sandbox. */
import { useEffect, useState } from 'preact/hooks';
import type { SendRequest, SentAnswer } from '@sandbox/front-doors/console/wire';

export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'loaded'; readonly value: Value };

/** @throws {Error} with the sandbox's error message, or when it does not respond. */
export async function fetchJson<Value>(path: string, init?: RequestInit): Promise<Value> {
  const response = await fetch(`/api${path}`, init).catch(() => undefined);
  if (!response) throw new Error('The sandbox does not respond. Is it still running?');
  const body: unknown = await response.json();
  if (response.ok) return body as Value;
  throw new Error((body as { readonly message?: string }).message ?? `HTTP ${response.status}`);
}

export function sendRequest(request: SendRequest): Promise<SentAnswer> {
  return fetchJson<SentAnswer>('/send', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
}

/**
 * Loads a path, and reloads it when the path or `version` changes, and every `every` milliseconds.
 * The previous value of the same path is returned until then.
 *
 * @param path undefined to load nothing.
 */
export function useServer<Value>(
  path: string | undefined,
  { every, version }: { readonly every?: number; readonly version?: unknown } = {},
): Loaded<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: 'loading' });
  const [loadedPath, setLoadedPath] = useState(path);
  if (loadedPath !== path) {
    setLoadedPath(path);
    setLoaded({ state: 'loading' });
  }
  useEffect(() => {
    if (path === undefined) return undefined;
    let isOver = false;
    const load = () =>
      fetchJson<Value>(path).then(
        (value) => isOver || setLoaded({ state: 'loaded', value }),
        (error: unknown) =>
          isOver || setLoaded({ state: 'failed', reason: (error as Error).message }),
      );
    void load();
    const timer = every === undefined ? undefined : setInterval(() => void load(), every);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [path, every, version]);
  return loaded;
}
