/**
 * The client tokens that make transactions idempotent: repeating a token within ten minutes has no
 * effect. They are written with the transaction, so that they remain valid after a restart.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { prefixes } from './dynalite-store';
import { Refusal } from './refusal';
import { del, put, type ItemTransaction } from './transaction';

/** Milliseconds. */
const VALID_FOR = 10 * 60 * 1000;

const tokenRecord = z.object({ token: z.string(), request: z.string(), at: z.number() });

/** Returns a hash that distinguishes requests with the same token. */
export function fingerprint(request: unknown): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}

/**
 * Records the token of a transaction, and removes expired ones.
 *
 * @returns whether the same request was executed with the token before.
 * @throws {Refusal} when another request was executed with it.
 */
export async function isRepeated(
  transaction: ItemTransaction,
  token: string,
  request: string,
): Promise<boolean> {
  const key = prefixes.clientToken + token;
  const previous = tokenRecord.safeParse(await transaction.get(key)).data;
  const now = Date.now();
  if (previous !== undefined && now - previous.at < VALID_FOR) {
    if (previous.request !== request) throw Refusal.idempotentParameterMismatch();
    return true;
  }
  await removeExpired(transaction, now);
  await transaction.write([put(key, { token, request, at: now })]);
  return false;
}

async function removeExpired(transaction: ItemTransaction, now: number): Promise<void> {
  const { clientToken } = prefixes;
  const range = { gte: clientToken, lt: `${clientToken.slice(0, -1)}\x7f`, reverse: false };
  for await (const values of transaction.values(range)) {
    const records = values.flatMap((value) => tokenRecord.safeParse(value).data ?? []);
    await transaction.write(
      records
        .filter(({ at }) => now - at >= VALID_FOR)
        .map(({ token }) => del(clientToken + token)),
    );
  }
}
