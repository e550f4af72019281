/** Where an order's ID comes from: the caller's idempotency key, or chance. */
import { createHash, randomBytes } from 'node:crypto';

/** A new random ID (128 bits): 32 lower-case hexadecimal digits. */
export function randomOrderId(): string {
  return randomBytes(16).toString('hex');
}

/**
 * The ID that an idempotency key always leads to. One conditional write then makes a repeated order harmless,
 * without a second table. A line feed cannot occur in a key, so no two pairs give the same text.
 */
export function orderIdFromKey(serviceName: string, idempotencyKey: string): string {
  return createHash('sha256')
    .update(`${serviceName}\n${idempotencyKey}`)
    .digest('hex')
    .slice(0, 32);
}
