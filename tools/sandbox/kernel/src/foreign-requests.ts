/**
 * Detects requests of foreign web pages, which may not call the sandbox's servers although these listen on
 * loopback only. A browser sends them to loopback if their name resolves there (DNS rebinding), or if they
 * need no permission (a form, an image, a simple `fetch`). It then names the page in `Host`, `Origin` or
 * `Sec-Fetch-Site`, which no page can change.
 *
 * @see https://developer.mozilla.org/en-US/docs/Glossary/Forbidden_request_header
 */
import type { IncomingMessage } from 'node:http';

type Request = Pick<IncomingMessage, 'headersDistinct'>;

const PORT = /:\d{1,5}$/;
/** RFC 6761 reserves `.localhost` for loopback. */
const LOCAL_NAME = /^([a-z0-9_-]+\.)*localhost\.?$/;
const LOOPBACK_ADDRESS = /^(127(\.\d{1,3}){3}|\[::1\])$/;

/** Returns whether a `Host` header's value, port or not, is a name or address of loopback. */
export function isLocalHost(host: string): boolean {
  const name = host.toLowerCase().replace(PORT, '');
  return LOCAL_NAME.test(name) || LOOPBACK_ADDRESS.test(name);
}

/**
 * Returns why a request to one of the sandbox's servers comes from neither a local program nor a page of
 * the server itself; undefined if it may come from one of them.
 */
export function foreignRequestReason({ headersDistinct: headers }: Request): string | undefined {
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
 * Returns why a request to a service is refused: a page of a foreign origin sent it. Pages of local origins
 * may call services, such as a front end under development.
 */
export function foreignPageReason({ headersDistinct: headers }: Request): string | undefined {
  const origins = headers['origin'] ?? [];
  const isForeign = origins.some((origin) => !isLocalHost(origin.replace(/^https?:\/\//i, '')));
  return isForeign ? `it was sent by a page of ${listed(origins)}` : undefined;
}

/** For a terminal: short, and without control characters. */
function listed(values: readonly string[]): string {
  if (values.length === 0) return 'missing';
  const text = values.join(', ');
  return JSON.stringify(text.slice(0, 100).replace(/[^\x20-\x7e]/g, '?'));
}
