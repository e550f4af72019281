/** Requests to AWS's APIs as an SDK signs them, for services that no SDK client is at hand for. */
import type { Credentials } from '@sandbox/services/iam/session';
import { region } from './account';

/** What matters to a test of a request. */
export interface SignedRequest {
  readonly service: string;
  readonly method?: string;
  /** @default '/' */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** @default 'eu-central-1' */
  readonly region?: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The administrator of an account, as a developer calls. */
export function administrator(account: string): Credentials {
  return { accessKeyId: account, secretAccessKey: 'any', sessionToken: '' };
}

/** Sends a request with the credentials' scope; the signature itself is made up. */
export async function sendSigned(
  endpoint: string,
  { accessKeyId, sessionToken }: Credentials,
  request: SignedRequest,
): Promise<ApiAnswer> {
  const scope = `${accessKeyId}/20261122/${request.region ?? region}/${request.service}/aws4_request`;
  const response = await fetch(endpoint + (request.path ?? '/'), {
    method: request.method ?? 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
      ...(sessionToken === '' ? {} : { 'x-amz-security-token': sessionToken }),
      ...request.headers,
    },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** A call of a service that speaks AWS JSON; returns the response body. */
export async function callJson(
  endpoint: string,
  credentials: Credentials,
  target: string,
  input: unknown,
  service = target.split('.')[0]?.toLowerCase() ?? '',
): Promise<{ readonly status: number; readonly body: unknown }> {
  const { status, text } = await sendSigned(endpoint, credentials, {
    service,
    headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(input),
  });
  return { status, body: JSON.parse(text) };
}

/** A call of a service that speaks AWS Query; returns the response XML. */
export async function callQuery(
  endpoint: string,
  credentials: Credentials,
  service: string,
  parameters: Readonly<Record<string, string>>,
): Promise<ApiAnswer> {
  return sendSigned(endpoint, credentials, {
    service,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(parameters).toString(),
  });
}
