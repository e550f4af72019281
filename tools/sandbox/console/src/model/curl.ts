/** A request as a shell command. */
import type { SandboxAddresses, SendRequest } from '@sandbox/front-doors/console/wire';

/** Headers that curl sets itself. */
const OWN_HEADERS = new Set([
  'host',
  'content-length',
  'connection',
  'transfer-encoding',
  'accept',
  'user-agent',
]);

/** Headers of a signature, which curl computes itself. */
const SIGNATURE_HEADERS = new Set([
  'authorization',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
]);

/** curl options that sign with the credentials in the environment. */
const CREDENTIALS = [
  '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"',
  '-H "x-amz-security-token: $AWS_SESSION_TOKEN"',
];

/**
 * Returns a command that sends the same request from a terminal.
 *
 * @param signedFor the Region to sign for. @default the Region of the request's signature, if it
 *   has one
 */
export function curlOf(
  { method, host, path, headers, body }: SendRequest,
  { httpsPort, authorityFile }: SandboxAddresses,
  signedFor = signedRegion(headers),
): string {
  const implied = body === '' ? 'GET' : 'POST';
  const isOwn = (name: string) =>
    OWN_HEADERS.has(name) || (signedFor !== undefined && SIGNATURE_HEADERS.has(name));
  return [
    `curl --cacert ${quoted(authorityFile)} ${quoted(`https://${host}:${httpsPort}${path}`)}`,
    ...(method === implied ? [] : [method === 'HEAD' ? '--head' : `-X ${method}`]),
    ...headers
      .filter(([name]) => !isOwn(name.toLowerCase()))
      .map(([name, value]) => `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...(signedFor === undefined
      ? []
      : [`--aws-sigv4 aws:amz:${signedFor}:execute-api`, ...CREDENTIALS]),
    ...(body === '' ? [] : [`--data-binary ${quoted(body)}`]),
  ].join(' \\\n  ');
}

function signedRegion(headers: SendRequest['headers']): string | undefined {
  const [, authorization = ''] =
    headers.find(([name]) => name.toLowerCase() === 'authorization') ?? [];
  return /^AWS4-HMAC-SHA256 .*Credential=[^/]+\/\d{8}\/([\w-]+)\/execute-api\//.exec(
    authorization,
  )?.[1];
}

/** Quotes a word for a POSIX shell, which expands nothing within single quotes. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
