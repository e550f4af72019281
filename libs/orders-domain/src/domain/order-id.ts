/** The ID of an order: derived from the idempotency key, or random. */
import { createHash, randomBytes } from 'node:crypto';

/** Returns a new random ID (128 bits): 32 lower-case hexadecimal digits. */
export function randomOrderId(): string {
  return randomBytes(16).toString('hex');
}

/**
 * Returns the ID for an idempotency key, which is always the same, so that one conditional write makes an order
 * idempotent without a second table. A key can't contain a line feed, so no two pairs have the same ID.
 */
export function orderIdFromKey(serviceName: string, idempotencyKey: string): string {
  return createHash('sha256')
    .update(`${serviceName}\n${idempotencyKey}`)
    .digest('hex')
    .slice(0, 32);
}
