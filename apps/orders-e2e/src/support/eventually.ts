/** DynamoDB's indexes are eventually consistent, so an order is listed a moment after it was placed. */
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 5_000;
const PAUSE_MS = 50;

/** Polls until a condition is met, or until a timeout. @returns the last value */
export async function eventually<Seen>(
  look: () => Promise<Seen>,
  isDone: (seen: Seen) => boolean,
): Promise<Seen> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (isDone(seen) || Date.now() > deadline) return seen;
    await sleep(PAUSE_MS);
  }
}
