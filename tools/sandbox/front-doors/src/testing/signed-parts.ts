/** Requests signed with the AWS SDK's signer, in the form in which the listener passes them on. */
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { hostName } from '@sandbox/engine/testing/two-accounts';
import type { httpRequest } from '@sandbox/kernel/testing/http-request';
import type { Credentials } from '@sandbox/services/iam/session';

type Parts = NonNullable<Parameters<typeof httpRequest>[0]>;

/** Overrides of what a client should sign. */
export interface SigningOptions {
  /** @default 'eu-central-1' */
  readonly region?: string;
  /** @default 'execute-api' */
  readonly service?: string;
  /** @default now */
  readonly signingDate?: Date;
  /** The `Host` header that is signed. @default that of the request */
  readonly signedHost?: string;
}

/** Returns the parts of a request with the headers of its signature. */
export async function signedParts(
  credentials: Credentials,
  { method = 'GET', path = '/v1/orders', query = '', body = '', headers = [], host }: Parts = {},
  options: SigningOptions = {},
): Promise<Parts> {
  const { region = 'eu-central-1', service = 'execute-api', signingDate = new Date() } = options;
  const sent = host ?? hostName;
  const signer = new SignatureV4({
    ...{ region, service, credentials },
    sha256: Hash.bind(null, 'sha256'),
  });
  const signed = await signer.sign(
    {
      ...{ protocol: 'https:', hostname: hostName, method, path, body },
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: { ...Object.fromEntries(headers), host: options.signedHost ?? sent },
    },
    { signingDate },
  );
  const own = Object.entries({ ...signed.headers, host: sent });
  return { method, path, query, body, headers: own };
}
