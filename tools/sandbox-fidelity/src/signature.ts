/** Signs requests like the SDK, with the credentials of a role session of the sandbox. */
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { callAws, HOST, LIST } from './client';
import type { ClientRequest, RequestSignature } from './fidelity-case';

const REGION = 'eu-central-1';

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/**
 * Assumes a role as the administrator of its account.
 *
 * @param endpoint of the AWS APIs.
 * @throws {Error} when the role does not exist, or does not trust its account.
 */
export async function assumedRole(role: string, endpoint: string): Promise<SessionCredentials> {
  const account = role.split(':')[4] ?? '';
  const input = { Action: 'AssumeRole', RoleArn: role, RoleSessionName: 'client' };
  const { status, body } = await callAws({ account, service: 'sts', target: '', input }, endpoint);
  const text = String(body);
  if (status !== 200) throw new Error(`${role} can't be assumed: ${text}`);
  const member = (name: string) => new RegExp(`<${name}>(.*)</${name}>`).exec(text)?.[1] ?? '';
  return {
    accessKeyId: member('AccessKeyId'),
    secretAccessKey: member('SecretAccessKey'),
    sessionToken: member('SessionToken'),
  };
}

/** Returns the request with the headers of a signature. */
export async function signedRequest(
  request: ClientRequest,
  signature: RequestSignature,
  session: SessionCredentials,
): Promise<ClientRequest> {
  const { accessKeyId, secretAccessKey, service = 'execute-api', minutesOld = 0 } = signature;
  const signer = new SignatureV4({
    service,
    region: REGION,
    credentials: {
      ...session,
      ...(accessKeyId !== undefined && { accessKeyId }),
      ...(secretAccessKey !== undefined && { secretAccessKey }),
    },
    sha256: Hash.bind(null, 'sha256'),
  });
  const { method = 'GET', host = HOST, path = LIST, headers = {}, body } = request;
  const { pathname, searchParams } = new URL(path, `https://${host}`);
  const signed = await signer.sign(
    {
      ...{ protocol: 'https:', hostname: host, method, path: pathname, body },
      query: Object.fromEntries(searchParams),
      headers: { ...headers, host },
    },
    { signingDate: new Date(Date.now() - minutesOld * 60_000) },
  );
  return { ...request, headers: signed.headers };
}
