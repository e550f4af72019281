/** Finds the sandbox that runs with a data folder, and asks its local API. */
import { join, relative } from 'node:path';
import { z } from 'zod';
import { readPrivateFile } from '../files/private-files';
import { LOCAL_API_HEADER, LOCAL_API_PATH } from '../local-api/local-api';

/** Nothing answers; the message says in one line what to do. */
export class NotRunningError extends Error {
  override readonly name = 'NotRunningError';
}

/** What the local API answered; `body` is parsed JSON. */
export interface LocalAnswer {
  readonly status: number;
  readonly body: unknown;
}

const stateSchema = z.object({ pid: z.number(), aws: z.url() });

/** Milliseconds that the local API may take; it only reads its memory. */
const TIMEOUT = 5000;

export class RunningSandbox {
  private constructor(
    private readonly dataDir: string,
    private readonly url: string,
  ) {}

  /** @throws {NotRunningError} when no sandbox runs with this data folder. */
  static find(dataDir: string): RunningSandbox {
    const state = readState(dataDir);
    if (!state || !isAlive(state.pid)) throw notRunning(dataDir);
    return new RunningSandbox(dataDir, state.aws + LOCAL_API_PATH);
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

function notRunning(dataDir: string): NotRunningError {
  const folder = relative(process.cwd(), dataDir) || dataDir;
  return new NotRunningError(
    `no sandbox runs with the data folder ${folder}; start one with npm start, or name the ` +
      'folder of another with --data-dir',
  );
}

/** A killed sandbox leaves its file behind. */
function readState(dataDir: string): z.output<typeof stateSchema> | undefined {
  try {
    return stateSchema.parse(JSON.parse(readPrivateFile(join(dataDir, 'sandbox.json')) ?? ''));
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
