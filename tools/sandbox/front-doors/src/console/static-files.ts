/** The files of the built page, read on each request. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The content security policy of the page: only resources and connections of this server, nothing
 * inline, no frames. Images in style sheets may be data URLs.
 *
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** The build names these files by their content hash. */
const ASSET = /^\/assets\/[\w.-]+\.(js|css|svg)$/;

export interface StaticFile {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Returns a file of the page; undefined if the path does not exist.
 *
 * @param folder the output folder of the build.
 * @param path the path of the URL, without the query.
 */
export async function staticFile(folder: string, path: string): Promise<StaticFile | undefined> {
  const isPage = path === '/';
  if (!isPage && !ASSET.test(path)) return undefined;
  const name = isPage ? '/index.html' : path;
  const body = await readFile(join(folder, name)).catch(() => undefined);
  if (!body) return undefined;
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  const cache = isPage ? 'no-cache' : 'public, max-age=31536000, immutable';
  return { headers: { 'content-type': type, 'cache-control': cache }, body };
}
