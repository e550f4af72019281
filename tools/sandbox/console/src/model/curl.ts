/** A request as a command for a shell. */
import type { SandboxPlaces, SendRequest } from '@sandbox/front-doors/console/wire';

/** What curl writes by itself. */
const OWN_HEADERS = new Set([
  'host',
  'content-length',
  'connection',
  'transfer-encoding',
  'accept',
  'user-agent',
]);

/** Returns a command that sends the same request from a terminal. */
export function curlOf(
  { method, host, path, headers, body }: SendRequest,
  { httpsPort, authorityFile }: SandboxPlaces,
): string {
  const implied = body === '' ? 'GET' : 'POST';
  return [
    `curl --cacert ${quoted(authorityFile)} ${quoted(`https://${host}:${httpsPort}${path}`)}`,
    ...(method === implied ? [] : [method === 'HEAD' ? '--head' : `-X ${method}`]),
    ...headers
      .filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()))
      .map(([name, value]) => `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...(body === '' ? [] : [`--data-binary ${quoted(body)}`]),
  ].join(' \\\n  ');
}

/** A plain word needs no quotes; within single quotes a POSIX shell acts upon nothing. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
