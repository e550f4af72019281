/**
 * Who may not call the sandbox's servers, though they listen on loopback only: web pages of elsewhere.
 * A browser sends their requests to loopback too, when their name has been pointed there (DNS
 * rebinding), or when they need no permission to be sent (a form, an image, a plain `fetch`). It then
 * names the page, in `Host`, `Origin` or `Sec-Fetch-Site`, and no page can change these.
 *
 * @see https://developer.mozilla.org/en-US/docs/Glossary/Forbidden_request_header
 */
import type { IncomingMessage } from 'node:http';

type Request = Pick<IncomingMessage, 'headersDistinct'>;

const PORT = /:\d{1,5}$/;
/** No public name ends like that: RFC 6761 keeps `.localhost` for loopback. */
const LOCAL_NAME = /^([a-z0-9_-]+\.)*localhost\.?$/;
const LOOPBACK_ADDRESS = /^(127(\.\d{1,3}){3}|\[::1\])$/;

/** Returns whether a `Host` header's value, port or not, is a name or address of loopback. */
export function isLocalHost(host: string): boolean {
  const name = host.toLowerCase().replace(PORT, '');
  return LOCAL_NAME.test(name) || LOOPBACK_ADDRESS.test(name);
}

/**
 * Returns why a request to a server of the sandbox's own can't be from a program of this machine, or
 * from a page that the server itself has; undefined where it may be.
 */
export function strangerReason({ headersDistinct: headers }: Request): string | undefined {
  const hosts = headers['host'] ?? [];
  const [host = ''] = hosts;
  if (hosts.length !== 1 || !isLocalHost(host)) {
    return `its Host is ${listed(hosts)}, which is not a name of this machine`;
  }
  const origins = headers['origin'] ?? [];
  if (origins.some((origin) => origin.toLowerCase() !== `http://${host.toLowerCase()}`)) {
    return `it was sent by a page of ${listed(origins)}`;
  }
  const sites = headers['sec-fetch-site'] ?? [];
  const isForeign = sites.some((site) => site !== 'none' && site !== 'same-origin');
  return isForeign
    ? `it was sent by a page of another site (Sec-Fetch-Site: ${listed(sites)})`
    : undefined;
}

/**
 * Returns why a request to a service may not go on: a page of elsewhere sent it. Pages of this machine
 * may, as a front end that is written here does.
 */
export function foreignPageReason({ headersDistinct: headers }: Request): string | undefined {
  const origins = headers['origin'] ?? [];
  const isForeign = origins.some((origin) => !isLocalHost(origin.replace(/^https?:\/\//i, '')));
  return isForeign ? `it was sent by a page of ${listed(origins)}` : undefined;
}

/** For a terminal: short, and without characters that it would act upon. */
function listed(values: readonly string[]): string {
  if (values.length === 0) return 'missing';
  const text = values.join(', ');
  return JSON.stringify(text.slice(0, 100).replace(/[^\x20-\x7e]/g, '?'));
}
