/** The current view, from the URL fragment after `#/`, so that back, forward and reload work. */
import { useEffect, useState } from 'preact/hooks';

export interface Route {
  /** The name of the view, such as `stacks`. */
  readonly view: string;
  /** The decoded path segments after it. */
  readonly path: readonly string[];
}

export function routeOf(hash: string): Route {
  const [view = '', ...path] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  return { view: view === '' ? 'live' : view, path };
}

/** Returns the link to a view. */
export function linkTo(view: string, ...path: readonly string[]): string {
  return ['#', view, ...path.map(encodeURIComponent)].join('/');
}

export function useRoute(): Route {
  const [place, setPlace] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const update = () => setPlace(routeOf(location.hash));
    addEventListener('hashchange', update);
    return () => removeEventListener('hashchange', update);
  }, []);
  return place;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
