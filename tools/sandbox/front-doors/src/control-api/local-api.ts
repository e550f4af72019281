/**
 * The sandbox's own HTTP API under `/_sandbox/`, on the port of the AWS APIs: for `explain` and
 * other tools on this machine.
 *
 * A web page of elsewhere must not be able to use it. The port refuses what a browser sends for one (see
 * `foreign-requests.ts`); besides, such a page may not read an answer without CORS headers, and its browser asks
 * first before it sends a header of its own, which everything but GET needs.
 */
import type { ApiResponse } from '@sandbox/services/aws-api/api-response';

/** A request to the local API. Header names are in lower case. */
export interface LocalRequest {
  readonly method: string;
  /** With the query, as on the wire. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** What a route gets: the parts of the path that its pattern captures, the query and the body. */
export interface RouteRequest {
  readonly captured: readonly string[];
  readonly query: URLSearchParams;
  readonly body: string;
}

/** GET routes must change nothing. */
export interface LocalRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Of the whole path below `/_sandbox`, such as `/^\/requests$/`. */
  readonly path: RegExp;
  handle(request: RouteRequest): ApiResponse | Promise<ApiResponse>;
}

/** Where the local API is, below the URL of the AWS APIs. */
export const LOCAL_API_PATH = '/_sandbox';

/** The header that every request but GET has to have; its value is of no matter. */
export const LOCAL_API_HEADER = 'x-sandbox-request';

export class LocalApi {
  constructor(private readonly routes: readonly LocalRoute[]) {}

  /** Whether a request is for this API rather than one of AWS's. */
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

/** An answer of the local API; nothing of it may be kept, since the next one may differ. */
export function localJson(status: number, body: unknown): ApiResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
}

/** An answer that says what was wrong. */
export function failure(status: number, message: string): ApiResponse {
  return localJson(status, { message });
}
