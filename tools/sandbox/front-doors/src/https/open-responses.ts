/**
 * The answers of a server that clients have not read yet. Node counts a connection as idle once its answer
 * is written, and `server.close` ends idle ones: whoever reads a large answer would get the beginning of it.
 */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds that clients have to read their answers when a server stops. */
export const STOP_GRACE = 1000;

export class OpenResponses {
  private readonly open = new Set<ServerResponse>();

  /** Call it before the answer is ended. */
  add(outgoing: ServerResponse): void {
    if (outgoing.destroyed) return;
    this.open.add(outgoing);
    outgoing.once('close', () => this.open.delete(outgoing));
  }

  /** Waits for those that are open by now, though not for long: a client may never read its own. */
  async sent(): Promise<void> {
    if (this.open.size === 0) return;
    const timeout = new AbortController();
    const { signal } = timeout;
    const late = sleep(STOP_GRACE, undefined, { signal }).catch(() => undefined);
    await Promise.race([Promise.all([...this.open].map((each) => once(each, 'close'))), late]);
    timeout.abort();
  }
}
