/**
 * Authenticates the signer of a request for an API: Signature Version 4 for `execute-api`, verified
 * with the secret key of the session, with API Gateway's errors. Only sessions of roles can sign,
 * since an account's administrator has no secret to verify with.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 * @see https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden
 * @see https://repost.aws/knowledge-center/api-gateway-iam-sigv4-mismatch
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { AccountIdentity } from '@sandbox/engine/resource-type';
import { header, type HttpRequest } from '@sandbox/kernel/http';
import { ApiError } from '../aws-api/api-error';
import { callerInSession, type Caller } from '../aws-api/caller';
import { parseAuthorization, type SignedCredential } from '../aws-api/credential';
import { signatureOf, signingTexts, type Signed } from '../aws-api/sigv4';
import type { AccountWith } from '../services';
import type { GatewayError } from './gateway-response';

/** The service name in signatures for APIs, including those for a custom domain name. */
const SERVICE = 'execute-api';

/**
 * The maximum difference between the times of a signature and its verification, in milliseconds.
 */
const MAX_SKEW = 5 * 60_000;

/** The signer of a request. */
export interface Signer<Owner extends AccountIdentity = AccountIdentity> {
  readonly accessKeyId: string;
  readonly caller: Caller<Owner>;
}

export interface Verification<Owner> {
  /** The API's Region, which a signature has to be for. */
  readonly region: string;
  /** All accounts whose sessions can sign. */
  readonly accounts: readonly Owner[];
  /** Milliseconds since the epoch. @default the time of this machine */
  readonly now?: number;
}

/** The error of a request without a required signature. */
export const missingSignature: GatewayError = {
  type: 'MISSING_AUTHENTICATION_TOKEN',
  status: 403,
  message: 'Missing Authentication Token',
};

/**
 * Returns whether an `Authorization` header is a signature, rather than, for example, a bearer
 * token.
 */
export function isSignature(authorization: string): boolean {
  return authorization.startsWith('AWS4-');
}

/**
 * Returns the error of an `Authorization` header that is not a complete signature; undefined if it
 * is complete. API Gateway's message contains the hash of the header, not the header itself.
 */
export function incompleteSignature(request: HttpRequest): GatewayError | undefined {
  const authorization = header(request, 'authorization') ?? '';
  const hash = createHash('sha256').update(authorization).digest('base64');
  const hashed = 'ashed with SHA-256 and encoded with Base64)';
  const [, ...parameters] = authorization.split(/[\s,]+/);
  if (parameters.some((parameter) => parameter !== '' && !parameter.includes('='))) {
    const problem = 'Invalid key=value pair (missing equal-sign) in Authorization header';
    return incomplete(`${problem} (h${hashed}: '${hash}'.`);
  }
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !parameters.some((parameter) => parameter.startsWith(`${name}=`)))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (timestampOf(request) === undefined) {
    missing.push(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  }
  if (missing.length === 0) return undefined;
  return incomplete(`${missing.join(' ')} (H${hashed} Authorization=${hash}`);
}

/** Returns the signer of a request, or the error of an invalid signature. */
export function signerOf<Owner extends AccountWith<'iam'>>(
  request: HttpRequest,
  { region, accounts, now = Date.now() }: Verification<Owner>,
): Signer<Owner> | GatewayError {
  const part = incompleteSignature(request);
  if (part) return part;
  try {
    const credential = parseAuthorization(header(request, 'authorization'));
    const timestamp = timestampOf(request) ?? '';
    const problem = scopeProblem(credential, timestamp, region) ?? timeProblem(timestamp, now);
    if (problem) return problem;
    const { accessKeyId } = credential;
    const token = header(request, 'x-amz-security-token');
    const { session, caller } = callerInSession(accessKeyId, token, accounts);
    const { secretAccessKey } = session.credentials;
    return mismatch(request, credential, timestamp, secretAccessKey) ?? { accessKeyId, caller };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return refusalOf(error);
  }
}

/** Checks the day, Region, service and host of a signature. */
function scopeProblem(
  { date, region, service, signedHeaders }: SignedCredential,
  timestamp: string,
  expectedRegion: string,
): GatewayError | undefined {
  const day = timestamp.slice(0, 8);
  const problems = [
    date !== day &&
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${day}', from '${timestamp}'.`,
    region !== expectedRegion && `Credential should be scoped to a valid region, not '${region}'.`,
    service !== SERVICE && `Credential should be scoped to correct service: '${SERVICE}'.`,
    !signedHeaders.includes('host') &&
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
  ].filter((problem) => problem !== false);
  return problems.length === 0 ? undefined : invalid(problems.join(' '));
}

function timeProblem(timestamp: string, now: number): GatewayError | undefined {
  const signedAt = timeOf(timestamp);
  if (Number.isNaN(signedAt)) {
    return incomplete(`Date must be in ISO-8601 'basic format'. Got '${timestamp}'.`);
  }
  const [earliest, latest] = [now - MAX_SKEW, now + MAX_SKEW];
  if (signedAt < earliest) {
    const window = `${basicTime(earliest)} (${basicTime(now)} - 5 min.)`;
    return invalid(`Signature expired: ${timestamp} is now earlier than ${window}`);
  }
  if (signedAt > latest) {
    const window = `${basicTime(latest)} (${basicTime(now)} + 5 min.)`;
    return invalid(`Signature not yet current: ${timestamp} is still later than ${window}`);
  }
  return undefined;
}

/**
 * Compares the signature with the expected one. Clients include the sandbox's port in the `Host`
 * header, but a signature of only the name, as for port 443, is also valid.
 */
function mismatch(
  request: HttpRequest,
  { signature, signedHeaders, ...scope }: SignedCredential,
  timestamp: string,
  secretAccessKey: string,
): GatewayError | undefined {
  const signed: Signed = { scope, timestamp, signedHeaders };
  const expected = [request, withoutPort(request)].map((each) => signingTexts(each, signed));
  const matches = expected.some(({ stringToSign }) =>
    isSame(signatureOf(stringToSign, secretAccessKey, scope), signature),
  );
  const [texts] = expected;
  if (matches || !texts) return undefined;
  const problem =
    'The request signature we calculated does not match the signature you provided. ' +
    'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
  const details = [
    `The Canonical String for this request should have been\n'${texts.canonicalRequest}'`,
    `The String-to-Sign should have been\n'${texts.stringToSign}'\n`,
  ];
  return { ...invalid([problem, ...details].join('\n\n')), reason: problem };
}

function withoutPort(request: HttpRequest): HttpRequest {
  const headers = request.headers.map(
    ([name, value]) =>
      [name, name.toLowerCase() === 'host' ? value.replace(/:\d+$/, '') : value] as const,
  );
  return { ...request, headers };
}

function isSame(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Returns the signed time in ISO 8601 basic format; undefined if the request has no date. */
function timestampOf(request: HttpRequest): string | undefined {
  const amzDate = header(request, 'x-amz-date');
  const date = header(request, 'date');
  if (amzDate !== undefined || date === undefined) return amzDate;
  const time = Date.parse(date);
  return Number.isNaN(time) ? date : basicTime(time);
}

/** Returns NaN for an invalid time. */
function timeOf(timestamp: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp);
  if (!match) return NaN;
  const [, year, month, day, hours, minutes, seconds] = match;
  return Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
}

/** Such as `20261126T104925Z`. */
function basicTime(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}

/**
 * There are two gateway response types for signatures; an unknown key has that of a denied access.
 */
function refusalOf({ kind, message }: ApiError): GatewayError {
  switch (kind) {
    case 'expiredToken':
      return { type: 'EXPIRED_TOKEN', status: 403, message };
    case 'unrecognizedClient':
      return {
        type: 'ACCESS_DENIED',
        status: 403,
        message,
        errorType: 'UnrecognizedClientException',
      };
    default:
      return incomplete(message);
  }
}

/** AWS documents no gateway response type for it. */
function incomplete(message: string): GatewayError {
  return { type: 'DEFAULT_4XX', status: 403, message, errorType: 'IncompleteSignatureException' };
}

function invalid(message: string): GatewayError {
  return { type: 'INVALID_SIGNATURE', status: 403, message };
}
