/**
 * The sandbox's own HTTP API under `/_sandbox/` on the port of the AWS APIs, for `explain` and
 * other tools on this machine.
 *
 * Web pages of other origins must not be able to use it. The port refuses requests that a browser
 * sends for them (see `foreign-requests.ts`). In addition, such a page can't read a response
 * without CORS headers, and its browser sends a preflight request before one with a custom header,
 * which every method but GET requires.
 */
import type { ApiResponse } from '@sandbox/services/aws-api/api-response';

/** A request to the local API. Header names are in lower case. */
export interface LocalRequest {
  readonly method: string;
  /** With the query, as received. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/**
 * The input of a route: the parts of the path that its pattern captures, the query and the body.
 */
export interface RouteRequest {
  readonly captured: readonly string[];
  readonly query: URLSearchParams;
  readonly body: string;
}

/** A route; GET routes must not change anything. */
export interface LocalRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Matches the whole path below `/_sandbox`, such as `/^\/requests$/`. */
  readonly path: RegExp;
  handle(request: RouteRequest): ApiResponse | Promise<ApiResponse>;
}

/** The base path of the local API. */
export const LOCAL_API_PATH = '/_sandbox';

/** The header that every request but GET requires, with any value. */
export const LOCAL_API_HEADER = 'x-sandbox-request';

export class LocalApi {
  constructor(private readonly routes: readonly LocalRoute[]) {}

  /** Returns whether a request is for this API rather than an AWS API. */
  accepts(url: string): boolean {
    return url === LOCAL_API_PATH || /^\/_sandbox[/?]/.test(url);
  }

  async handle({ method, url, headers, body }: LocalRequest): Promise<ApiResponse> {
    if (method !== 'GET' && headers[LOCAL_API_HEADER] === undefined) {
      return failure(403, `${method} needs the header ${LOCAL_API_HEADER}`);
    }
    const [path = '', query] = url.slice(LOCAL_API_PATH.length).split('?');
    const matching = this.routes.filter((route) => route.path.test(path));
    const route = matching.find((candidate) => candidate.method === method);
    if (!route) {
      if (matching.length === 0) return failure(404, `${LOCAL_API_PATH}${path} does not exist`);
      return failure(405, `${LOCAL_API_PATH}${path} does not support ${method}`);
    }
    const captured = (route.path.exec(path) ?? []).slice(1);
    return route.handle({ captured, query: new URLSearchParams(query), body });
  }
}

/** Returns a JSON response that must not be cached. */
export function localJson(status: number, body: unknown): ApiResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
}

/** Returns an error response with a message. */
export function failure(status: number, message: string): ApiResponse {
  return localJson(status, { message });
}
