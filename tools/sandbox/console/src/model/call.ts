/** Requests to a deployed API, built from the values of a form. */
import type { ApiInfo, ApiMethod, SendRequest } from '@sandbox/front-doors/console/wire';
import type { Values } from './form';

/** Returns the request; empty parameters are omitted. */
export function callOf(
  { locations: [place] }: ApiInfo,
  { httpMethod, path, parameters }: ApiMethod,
  values: Values,
  body: string,
): SendRequest {
  const given = (kind: ApiMethod['parameters'][number]['in']) =>
    parameters.flatMap(({ in: where, name }) => {
      const value = values[name] ?? '';
      return where === kind && value !== '' ? [[name, value] as const] : [];
    });
  const filled = path.replace(/\{([^}+]+)\+?\}/g, (_whole, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  );
  const query = given('query').map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return {
    method: httpMethod,
    host: place?.host ?? '',
    path: `${place?.basePath ?? ''}${filled}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    headers: [
      ...(body === '' ? [] : [['content-type', 'application/json'] as const]),
      ...given('header'),
    ],
    body,
  };
}

/** The rows of a list response, and the token of the next page. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Empty on the last page. */
  readonly nextToken: string;
}

/** Returns the first list of objects in a JSON response; undefined if there is none. */
export function rowsOf(body: string): Rows | undefined {
  const answer = parsed(body);
  const lists = Array.isArray(answer) ? [answer] : Object.values(Object(answer) as object);
  const rows = lists.find((value): value is unknown[] => Array.isArray(value));
  if (!rows?.every(isRow)) return undefined;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const { nextToken } = Object(answer) as { readonly nextToken?: unknown };
  return { columns, rows, nextToken: typeof nextToken === 'string' ? nextToken : '' };
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
