/**
 * The tokens that make a transaction idempotent: one that comes again within ten minutes does nothing more.
 * They are written with the transaction, so that a restart knows them too.
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

const kept = z.object({ token: z.string(), request: z.string(), at: z.number() });

/** Returns what distinguishes requests with the same token. */
export function fingerprint(request: unknown): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}

/**
 * Notes the token of a transaction, and forgets those that are no longer valid.
 *
 * @returns whether the same request was done with it before.
 * @throws {Refusal} when another request was.
 */
export async function isRepeated(
  transaction: ItemTransaction,
  token: string,
  request: string,
): Promise<boolean> {
  const key = prefixes.clientToken + token;
  const known = kept.safeParse(await transaction.get(key)).data;
  const now = Date.now();
  if (known !== undefined && now - known.at < VALID_FOR) {
    if (known.request !== request) throw Refusal.idempotentParameterMismatch();
    return true;
  }
  await forgetOld(transaction, now);
  await transaction.write([put(key, { token, request, at: now })]);
  return false;
}

async function forgetOld(transaction: ItemTransaction, now: number): Promise<void> {
  const { clientToken } = prefixes;
  const range = { gte: clientToken, lt: `${clientToken.slice(0, -1)}\x7f`, reverse: false };
  for await (const values of transaction.values(range)) {
    const old = values.flatMap((value) => kept.safeParse(value).data ?? []);
    await transaction.write(
      old.filter(({ at }) => now - at >= VALID_FOR).map(({ token }) => del(clientToken + token)),
    );
  }
}
