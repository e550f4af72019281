/** A client of the control API of a sandbox in another process, which is found by its data folder. */
import { z } from 'zod';
import { LOCAL_API_HEADER, LOCAL_API_PATH } from '@sandbox/front-doors/control-api/local-api';
import {
  functionLogsSchema,
  traceSchema,
  type ReceivedLogs,
  type ReceivedTrace,
} from '@sandbox/front-doors/control-api/trace-schema';
import { notRunning, runningUrl } from './running-state.cjs';

/** Thrown if a deployment fails; the events show how far the sandbox has rolled it back. */
export class FailedDeploymentError extends Error {
  override readonly name = 'FailedDeploymentError';
}

/** Thrown for a name that no function has; the message lists the names. */
export class UnknownNameError extends Error {
  override readonly name = 'UnknownNameError';
}

/** Selects log lines. */
export interface LogsQuery {
  /** Names of services or functions. @default all */
  readonly functions?: readonly string[];
  /** The cursor of the previous response. @default the newest lines */
  readonly after?: number | undefined;
  readonly limit: number;
}

const begunSchema = z.object({ id: z.string() });
const refusedSchema = z.object({ message: z.string() });

const progressSchema = z.object({
  events: z.array(
    z.object({
      timestamp: z.string(),
      logicalId: z.string(),
      resourceType: z.string(),
      status: z.string(),
      reason: z.string().optional(),
    }),
  ),
  ended: z.boolean(),
  error: z.string().optional(),
  notes: z.array(z.string()).default([]),
});

/** An event of a stack; `timestamp` in ISO 8601. */
export type ReceivedStackEvent = z.output<typeof progressSchema>['events'][number];

type OnReceivedEvent = (event: ReceivedStackEvent) => void;

const requestsSchema = z.object({
  requests: z.array(
    z.object({
      requestId: z.string(),
      request: z.string(),
      startedAt: z.string(),
      status: z.number().optional(),
      refusal: z.object({ name: z.string(), detail: z.string() }).optional(),
    }),
  ),
});

/** A request that the sandbox answered, and the hop that refused it, if one did. */
export type ReceivedRequest = z.output<typeof requestsSchema>['requests'][number];

/** Timeout in milliseconds of a call: the control API only reads memory, or waits a second for an event. */
const TIMEOUT = 5000;

export class SandboxClient {
  private constructor(
    private readonly dataDir: string,
    /** The endpoint of its AWS APIs, such as `http://127.0.0.1:4566`. */
    readonly awsEndpoint: string,
  ) {}

  /**
   * Returns a client of the running sandbox that has a data folder.
   *
   * @param dataDir absolute path of the folder.
   * @throws {NotRunningError} when no sandbox runs with this data folder.
   */
  static find(dataDir: string): SandboxClient {
    return new SandboxClient(dataDir, runningUrl(dataDir));
  }

  /**
   * Deploys the stacks of a cloud assembly, as {@link Sandbox.deploy}.
   *
   * @param assembly its folder, absolute.
   * @returns one line for each other stack that has to be deployed again afterwards.
   * @throws {FailedDeploymentError | NotRunningError}
   */
  deploy(assembly: string, onEvent?: OnReceivedEvent): Promise<readonly string[]> {
    return this.change('POST', assembly, onEvent);
  }

  /**
   * Deletes the stacks of a cloud assembly, as {@link Sandbox.destroy}.
   *
   * @param assembly its folder, absolute.
   * @returns one line for each other stack that has to be deployed again afterwards.
   * @throws {FailedDeploymentError | NotRunningError}
   */
  destroy(assembly: string, onEvent?: OnReceivedEvent): Promise<readonly string[]> {
    return this.change('DELETE', assembly, onEvent);
  }

  /**
   * Returns the last requests, the newest first.
   *
   * @throws {NotRunningError}
   */
  async requests({ refused = false, limit = 100 } = {}): Promise<readonly ReceivedRequest[]> {
    const { body } = await this.call(`/requests?refused=${refused}&limit=${limit}`);
    return requestsSchema.parse(body).requests;
  }

  /**
   * Returns the trace of a request; undefined if the sandbox has no record of it.
   *
   * @param requestId or its beginning, or a trace ID.
   * @throws {NotRunningError}
   */
  async explain(requestId: string): Promise<ReceivedTrace | undefined> {
    const { status, body } = await this.call(`/requests/${encodeURIComponent(requestId)}`);
    return status === 200 ? traceSchema.parse(body) : undefined;
  }

  /**
   * Returns log lines of functions, oldest first, with the cursor of the next ones.
   *
   * @throws {UnknownNameError} when no function has one of the names.
   * @throws {NotRunningError}
   */
  async logs({ functions = [], after, limit }: LogsQuery): Promise<ReceivedLogs> {
    const query = new URLSearchParams({ limit: String(limit) });
    for (const name of functions) query.append('function', name);
    if (after !== undefined) query.set('after', String(after));
    const { status, body } = await this.call(`/logs?${query.toString()}`);
    if (status === 404) throw new UnknownNameError(refusedSchema.parse(body).message);
    return functionLogsSchema.parse(body);
  }

  private async change(
    method: 'POST' | 'DELETE',
    assembly: string,
    onEvent: OnReceivedEvent = () => undefined,
  ): Promise<readonly string[]> {
    const headers = { 'content-type': 'application/json', [LOCAL_API_HEADER]: 'client' };
    const body = JSON.stringify({ assembly });
    const begun = await this.call('/stacks', { method, headers, body });
    if (begun.status !== 202) {
      throw new FailedDeploymentError(refusedSchema.parse(begun.body).message);
    }
    return this.follow(begunSchema.parse(begun.body).id, onEvent);
  }

  /** Passes on the events of a deployment until it ends. */
  private async follow(id: string, onEvent: OnReceivedEvent): Promise<readonly string[]> {
    let received = 0;
    for (;;) {
      const { body } = await this.call(`/deployments/${id}?after=${received}`);
      const { events, ended, error, notes } = progressSchema.parse(body);
      events.forEach(onEvent);
      received += events.length;
      if (!ended || events.length > 0) continue;
      if (error !== undefined) throw new FailedDeploymentError(error);
      return notes;
    }
  }

  private async call(path: string, init: RequestInit = {}) {
    try {
      const signal = AbortSignal.timeout(TIMEOUT);
      const response = await fetch(this.awsEndpoint + LOCAL_API_PATH + path, { ...init, signal });
      const body: unknown = await response.json();
      return { status: response.status, body };
    } catch {
      throw notRunning(this.dataDir);
    }
  }
}
