/**
 * Requests to AWS APIs with the headers of an SDK, for services whose SDK client is not installed.
 */
import type { Credentials } from '@sandbox/services/iam/session';
import { region } from './account';

/** The parts of a request that tests set. */
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

/** The credentials of an account's administrator, such as a developer's. */
export function administrator(account: string): Credentials {
  return { accessKeyId: account, secretAccessKey: 'any', sessionToken: '' };
}

/** Sends a request with the credential scope, but an invalid signature, which is not verified. */
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

/** Calls a service with an AWS JSON protocol; returns the response body. */
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

/** Calls a service with the AWS Query protocol; returns the response XML. */
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
