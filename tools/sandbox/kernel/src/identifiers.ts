/**
 * Physical IDs that look like AWS's and stay the same over restarts: they are derived from the
 * place of the resource, so that data on disk and an endpoint's ID in another stack keep meaning
 * the same thing.
 */
import { createHash } from 'node:crypto';

/** The first `length` hex digits of a hash over `parts`, joined by slashes. */
export function stableHex(length: number, ...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('/')).digest('hex').slice(0, length);
}

/** The same in lower-case letters and digits without a hex look, as API and zone IDs have. */
export function stableId(length: number, ...parts: readonly string[]): string {
  return BigInt(`0x${stableHex(64, ...parts)}`)
    .toString(36)
    .slice(0, length);
}
