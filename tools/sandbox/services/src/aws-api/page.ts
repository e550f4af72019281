/** Pagination of lists: a token identifies the start of the next page. */
import type { ApiError } from './api-error';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly nextToken?: string;
}

/**
 * @param token the token of the previous page.
 * @param invalidToken returns the service's error for an invalid token.
 */
export function pageOf<Item>(
  all: readonly Item[],
  size: number,
  token: string | undefined,
  invalidToken: () => ApiError,
): Page<Item> {
  const start = token === undefined ? 0 : positionOf(token);
  if (start === undefined || start > all.length) throw invalidToken();
  const end = start + size;
  const items = all.slice(start, end);
  return end < all.length ? { items, nextToken: tokenOf(end) } : { items };
}

/** Opaque, so that clients do not depend on its content. */
function tokenOf(position: number): string {
  return Buffer.from(`position:${position}`).toString('base64url');
}

function positionOf(token: string): number | undefined {
  const [, position] = /^position:(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  return position === undefined ? undefined : Number(position);
}
