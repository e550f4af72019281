/**
 * Physical IDs in the formats of AWS. They are derived from the account, stack and logical ID of a resource, so
 * that they are stable over restarts, and data on disk and references from other stacks stay valid.
 */
import { createHash } from 'node:crypto';

/** Returns the first `length` hex digits of the SHA-256 hash of `parts`, joined by slashes. */
export function stableHex(length: number, ...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('/')).digest('hex').slice(0, length);
}

/** Returns `length` lower-case letters and digits, as in the IDs of APIs, from the same hash. */
export function stableId(length: number, ...parts: readonly string[]): string {
  return BigInt(`0x${stableHex(64, ...parts)}`)
    .toString(36)
    .slice(0, length);
}
