/**
 * Signature Version 4 for verification: computes the signature that a request must have.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac } from 'node:crypto';
import type { HttpRequest } from '@sandbox/kernel/http';

export const ALGORITHM = 'AWS4-HMAC-SHA256';

/** The parameters of a signature, in addition to the request. */
export interface Scope {
  /** Such as `20261126`. */
  readonly date: string;
  readonly region: string;
  /** The service's signing name. */
  readonly service: string;
}

export interface Signed {
  readonly scope: Scope;
  /** The time in the string to sign, such as `20261126T104925Z`. */
  readonly timestamp: string;
  /** Lower-case names, in the order of the signature. */
  readonly signedHeaders: readonly string[];
}

/** The two texts that a signature is computed from, which AWS shows if it does not match. */
export interface SigningTexts {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

type Request = Pick<HttpRequest, 'method' | 'path' | 'query' | 'headers' | 'body'>;

export function signingTexts(request: Request, { scope, timestamp, signedHeaders }: Signed) {
  const canonicalRequest = [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${canonicalHeader(request, name)}`),
    '',
    signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
  const credentialScope = [scope.date, scope.region, scope.service, 'aws4_request'].join('/');
  const stringToSign = [ALGORITHM, timestamp, credentialScope, sha256(canonicalRequest)].join('\n');
  return { canonicalRequest, stringToSign } satisfies SigningTexts;
}

/** Returns the signature in hexadecimal digits. */
export function signatureOf(stringToSign: string, secretAccessKey: string, scope: Scope): string {
  const parts = [scope.date, scope.region, scope.service, 'aws4_request', stringToSign];
  return parts
    .reduce<Buffer>(
      (key, part) => createHmac('sha256', key).update(part).digest(),
      Buffer.from(`AWS4${secretAccessKey}`),
    )
    .toString('hex');
}

/** Every service but S3 encodes the path twice, and removes empty segments, `.` and `..`. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encoded(segment));
  }
  const end = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.join('/')}${end}`;
}

/** Sorted by encoded name, then by encoded value; a parameter without a value has an empty one. */
function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((parameter) => parameter !== '')
    .map((parameter) => {
      const [name = '', ...value] = parameter.split('=');
      return [name, value.join('=')].map((part) => encoded(decoded(part))).join('=');
    })
    .sort(byCodeUnits)
    .join('&');
}

/** All values of a header, trimmed and with single inner spaces. */
function canonicalHeader({ headers }: Request, wanted: string): string {
  return headers
    .filter(([name]) => name.toLowerCase() === wanted)
    .map(([, value]) => value.trim().replace(/ +/g, ' '))
    .join(',');
}

/** Percent-encodes all but unreserved characters (RFC 3986). */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
