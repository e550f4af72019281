/**
 * The responses that clients have not read completely. Node treats a connection as idle once the response is
 * written, and `server.close` closes idle ones, which would truncate a large response.
 */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds that clients have to read their responses when a server stops. */
export const STOP_GRACE = 1000;

export class OpenResponses {
  private readonly open = new Set<ServerResponse>();

  /** Adds a response before it is ended. */
  add(outgoing: ServerResponse): void {
    if (outgoing.destroyed) return;
    this.open.add(outgoing);
    outgoing.once('close', () => this.open.delete(outgoing));
  }

  /** Waits for the open responses, up to {@link STOP_GRACE}, since a client may never read its own. */
  async sent(): Promise<void> {
    if (this.open.size === 0) return;
    const timeout = new AbortController();
    const { signal } = timeout;
    const late = sleep(STOP_GRACE, undefined, { signal }).catch(() => undefined);
    await Promise.race([Promise.all([...this.open].map((each) => once(each, 'close'))), late]);
    timeout.abort();
  }
}
