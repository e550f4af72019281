/**
 * Signs requests for APIs with IAM authorization.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
 */
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentialIdentity, Provider } from '@smithy/types';
import type { Fetch } from './retries';

/** The options of a signer. */
export interface SigningOptions {
  /** The Region of the service's API, such as `eu-central-1`. */
  readonly region: string;
  /** Credentials, or a function that returns them for each request, since those of a role expire. */
  readonly credentials: AwsCredentialIdentity | Provider<AwsCredentialIdentity>;
}

/** A request to sign. */
export interface SignableRequest {
  readonly method: string;
  /** With the port, if the URL has one. */
  readonly host: string;
  /** Percent-encoded, as it is sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Returns the headers of a request with its Signature Version 4. */
export type Signer = (request: SignableRequest) => Promise<Record<string, string>>;

/** Returns a signer of requests to `execute-api`. */
export function requestSigner({ region, credentials }: SigningOptions): Signer {
  const signer = new SignatureV4({
    service: 'execute-api',
    region,
    credentials,
    sha256: Hash.bind(null, 'sha256'),
  });
  return async ({ method, host, path, query, headers, body }) => {
    const signed = await signer.sign({
      ...{ method, path, body, protocol: 'https:', hostname: host },
      query: queryOf(query),
      headers: { ...headers, host },
    });
    return signed.headers;
  };
}

/**
 * Returns a `fetch` that signs each request and sends it. Passed to {@link createOrdersClient}, it signs
 * each attempt again: a signature is valid for five minutes.
 */
export function signing(send: Fetch, options: SigningOptions): Fetch {
  const sign = requestSigner(options);
  return async (request) => {
    const { pathname: path, searchParams: query, host } = new URL(request.url);
    const headers = Object.fromEntries(request.headers);
    const body = Buffer.from(await request.clone().arrayBuffer());
    const signed = await sign({ method: request.method, host, path, query, headers, body });
    const withSignature = new Request(request);
    for (const [name, value] of Object.entries(signed)) {
      if (name !== 'host') withSignature.headers.set(name, value);
    }
    return send(withSignature);
  };
}

/** Returns the parameters by name; a repeated one has several values. */
function queryOf(parameters: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const [value = '', ...others] = parameters.getAll(name);
      return [name, others.length > 0 ? [value, ...others] : value];
    }),
  );
}
