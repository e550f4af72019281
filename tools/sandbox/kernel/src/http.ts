/** HTTP requests and responses in the pipeline. */

/**
 * API Gateway's limit for a request body, in bytes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

export interface HttpRequest {
  readonly method: string;
  /** The Host header, in lower case, without the port. */
  readonly host: string;
  /** The server name that the client sent in TLS, in lower case. */
  readonly name: string;
  /** The path as sent, percent-encoded, without the query. */
  readonly path: string;
  /** The query as sent, without its question mark; empty if there is none. */
  readonly query: string;
  /** Names as sent, in order; names may repeat. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Empty if it is too large. */
  readonly body: Buffer;
  /** Whether it has more bytes than {@link MAX_BODY_BYTES}. @default false */
  readonly isTooLarge?: boolean;
  readonly sourceIp: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
}

/** Returns the last value of a header, by its case-insensitive name. */
export function header(request: HttpRequest, name: string): string | undefined {
  return request.headers.findLast(([candidate]) => candidate.toLowerCase() === name)?.[1];
}

/** Returns the media type of a request's body, in lower case; JSON without a content type. */
export function contentType(request: HttpRequest): string {
  const [type = ''] = (header(request, 'content-type') ?? 'application/json').split(';');
  return type.trim().toLowerCase();
}

/** Returns a response with a JSON body. */
export function json(status: number, body: unknown): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
