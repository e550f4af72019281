/** Parses and validates a JSON body. */
import * as z from 'zod/mini';
import type { HttpRequest } from './request';
import { RequestError } from './request-error';

/**
 * Rejects a body whose content type is not JSON. A body without a content type is treated as JSON, as API Gateway
 * does when it selects the model; otherwise both would respond differently.
 * @throws RequestError REQUEST.UNSUPPORTED_MEDIA_TYPE
 */
export function requireJson(request: HttpRequest): void {
  const [contentType = 'application/json'] = request.header('content-type');
  // The name of a media type has no case, and parameters may follow it (RFC 9110, 8.3.1).
  if (!/^\s*application\/json\s*(?:;|$)/i.test(contentType)) {
    throw new RequestError(
      'REQUEST.UNSUPPORTED_MEDIA_TYPE',
      'Send the body as JSON, with Content-Type: application/json.',
    );
  }
}

/**
 * Returns the parsed body.
 * @throws RequestError REQUEST.MALFORMED_JSON when it is not JSON in UTF-8, REQUEST.INVALID_BODY when it is missing
 *   or does not match the schema
 */
export function readBody<S extends z.ZodMiniType>(
  { body }: Pick<HttpRequest, 'body'>,
  schema: S,
): z.output<S> {
  const parsed = z.safeParse(schema, parseJson(body));
  if (parsed.success) return parsed.data;
  throw invalidBody(parsed.error.issues.map(describeIssue).join('; '));
}

function parseJson(body: Buffer | undefined): unknown {
  if (body === undefined || body.length === 0) throw invalidBody('The request has no body.');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    // The parser's message quotes the body, which contains a name.
    throw new RequestError('REQUEST.MALFORMED_JSON', 'The body is not JSON in UTF-8.');
  }
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return `${JSON.stringify(key.slice(0, 40))} is not a known field`;
  }
  return issue.path.length === 0
    ? 'The body must be a JSON object'
    : `${issue.path.join('.')} ${issue.message}`;
}

function invalidBody(detail: string): RequestError {
  return new RequestError('REQUEST.INVALID_BODY', detail);
}
