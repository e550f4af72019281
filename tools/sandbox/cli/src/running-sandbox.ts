/** Finds the sandbox that runs with a data folder, and asks its local API. */
import { LOCAL_API_HEADER, LOCAL_API_PATH } from '@sandbox/front-doors/control-api/local-api';
import { notRunning, runningUrl } from '@sandbox/core/running-state.cjs';

/** What the local API answered; `body` is parsed JSON. */
export interface LocalAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Milliseconds that the local API may take; it only reads its memory. */
const TIMEOUT = 5000;

export class RunningSandbox {
  private constructor(
    private readonly dataDir: string,
    private readonly url: string,
  ) {}

  /** @throws {NotRunningError} when no sandbox runs with this data folder. */
  static find(dataDir: string): RunningSandbox {
    return new RunningSandbox(dataDir, runningUrl(dataDir) + LOCAL_API_PATH);
  }

  /**
   * @param path below the local API, such as `/requests`.
   * @throws {NotRunningError} when nothing answers there.
   */
  get(path: string): Promise<LocalAnswer> {
    return this.ask(path, {});
  }

  /**
   * @param body to be sent as JSON.
   * @throws {NotRunningError} when nothing answers there.
   */
  send(method: 'POST' | 'DELETE', path: string, body: unknown): Promise<LocalAnswer> {
    const headers = { 'content-type': 'application/json', [LOCAL_API_HEADER]: 'cli' };
    return this.ask(path, { method, headers, body: JSON.stringify(body) });
  }

  private async ask(path: string, init: RequestInit): Promise<LocalAnswer> {
    try {
      const signal = AbortSignal.timeout(TIMEOUT);
      const response = await fetch(this.url + path, { ...init, signal });
      return { status: response.status, body: await response.json() };
    } catch {
      throw notRunning(this.dataDir);
    }
  }
}
