/**
 * Parses `Authorization` headers: the signer of a request, and the service and Region that it is
 * signed for.
 *
 * The AWS APIs do not verify signatures, since everyone who can reach loopback can read the
 * credentials anyway. API Gateway verifies those of its callers
 * (`apigateway/caller-authentication.ts`).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
import { isRegion } from '@sandbox/kernel/environment.cjs';
import { ApiError } from './api-error';

/** The scope of a signature. */
export interface Credential {
  readonly accessKeyId: string;
  readonly region: string;
  /** The service's signing name, such as `dynamodb`. */
  readonly service: string;
}

/** The contents of the header. */
export interface SignedCredential extends Credential {
  /** The date in the scope, such as `20261126`. */
  readonly date: string;
  /** The signed headers in lower case, in their order. */
  readonly signedHeaders: readonly string[];
  /** The signature, in hexadecimal digits if it is valid. */
  readonly signature: string;
}

const ALGORITHM = /^AWS4-HMAC-SHA256\s+/;

/** @throws {ApiError} when the header is missing or malformed. */
export function parseAuthorization(authorization: string | undefined): SignedCredential {
  if (authorization === undefined || authorization === '') {
    throw new ApiError('missingToken', 'Request is missing Authentication Token');
  }
  if (!ALGORITHM.test(authorization)) {
    const algorithm = authorization.split(/\s/)[0] ?? '';
    throw incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`);
  }
  const parts = parameters(authorization.replace(ALGORITHM, ''));
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parts.has(name));
  if (missing.length > 0) {
    const needed = missing.map((name) => `Authorization header requires '${name}' parameter.`);
    throw incomplete(needed.join(' '));
  }
  return {
    ...parseCredential(parts.get('Credential') ?? ''),
    signedHeaders: (parts.get('SignedHeaders') ?? '').toLowerCase().split(';'),
    signature: parts.get('Signature') ?? '',
  };
}

function parseCredential(credential: string): Credential & Pick<SignedCredential, 'date'> {
  const parts = credential.split('/');
  const [accessKeyId = '', date = '', region = '', service = '', terminator] = parts;
  if (parts.length !== 5 || accessKeyId === '') {
    throw incomplete(
      'Credential must have exactly 5 slash-delimited elements, e.g. ' +
        `keyid/date/region/service/term, got '${credential}'`,
    );
  }
  if (!isRegion(region)) {
    throw incomplete(`Credential should be scoped to a valid region, not '${region}'.`);
  }
  if (terminator !== 'aws4_request') {
    throw incomplete(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`,
    );
  }
  return { accessKeyId, date, region, service };
}

function parameters(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').flatMap((part) => {
      const [name = '', ...value] = part.trim().split('=');
      return value.length > 0 ? [[name, value.join('=')] as const] : [];
    }),
  );
}

function incomplete(message: string): ApiError {
  return new ApiError('incompleteSignature', message);
}
