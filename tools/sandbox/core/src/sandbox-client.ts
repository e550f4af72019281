/** A sandbox that runs in another process, found by its data folder and asked through its control API. */
import { z } from 'zod';
import { LOCAL_API_HEADER, LOCAL_API_PATH } from '@sandbox/front-doors/control-api/local-api';
import {
  functionLogsSchema,
  traceSchema,
  type ReceivedLogs,
  type ReceivedTrace,
} from '@sandbox/front-doors/control-api/trace-schema';
import { notRunning, runningUrl } from './running-state.cjs';

/** A deployment that failed; the sandbox has rolled it back as far as its events tell. */
export class FailedDeploymentError extends Error {
  override readonly name = 'FailedDeploymentError';
}

/** A name that no function of the sandbox has; the message lists those that there are. */
export class UnknownNameError extends Error {
  override readonly name = 'UnknownNameError';
}

/** Which log lines are asked for. */
export interface LogsWanted {
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

/** An event of a stack; `timestamp` as in CloudFormation's answers. */
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

/** Milliseconds that the control API may take: it only reads memory, and waits a second for an event. */
const TIMEOUT = 5000;

export class SandboxClient {
  private constructor(
    private readonly dataDir: string,
    /** Where its AWS APIs answer, such as `http://127.0.0.1:4566`. */
    readonly awsEndpoint: string,
  ) {}

  /**
   * @param dataDir the data folder of the sandbox, absolute.
   * @throws {NotRunningError} when no sandbox runs with this data folder.
   */
  static find(dataDir: string): SandboxClient {
    return new SandboxClient(dataDir, runningUrl(dataDir));
  }

  /**
   * Deploys the stacks of a cloud assembly, as {@link Sandbox.deploy}.
   *
   * @param assembly its folder, absolute.
   * @returns one line for each other stack that is to be deployed again after this.
   * @throws {FailedDeploymentError | NotRunningError}
   */
  deploy(assembly: string, onEvent?: OnReceivedEvent): Promise<readonly string[]> {
    return this.change('POST', assembly, onEvent);
  }

  /**
   * Deletes the stacks of a cloud assembly, as {@link Sandbox.destroy}.
   *
   * @param assembly its folder, absolute.
   * @returns one line for each other stack that is to be deployed again after this.
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
    const { body } = await this.ask(`/requests?refused=${refused}&limit=${limit}`);
    return requestsSchema.parse(body).requests;
  }

  /**
   * Returns the whole way of a request; undefined where the sandbox does not know it, or no longer.
   *
   * @param requestId or its beginning, or a trace ID.
   * @throws {NotRunningError}
   */
  async explain(requestId: string): Promise<ReceivedTrace | undefined> {
    const { status, body } = await this.ask(`/requests/${encodeURIComponent(requestId)}`);
    return status === 200 ? traceSchema.parse(body) : undefined;
  }

  /**
   * Returns log lines of functions, oldest first, and what to ask for the next ones.
   *
   * @throws {UnknownNameError} when a name is none of theirs.
   * @throws {NotRunningError}
   */
  async logs({ functions = [], after, limit }: LogsWanted): Promise<ReceivedLogs> {
    const query = new URLSearchParams({ limit: String(limit) });
    for (const name of functions) query.append('function', name);
    if (after !== undefined) query.set('after', String(after));
    const { status, body } = await this.ask(`/logs?${query.toString()}`);
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
    const begun = await this.ask('/stacks', { method, headers, body });
    if (begun.status !== 202) {
      throw new FailedDeploymentError(refusedSchema.parse(begun.body).message);
    }
    return this.follow(begunSchema.parse(begun.body).id, onEvent);
  }

  /** Hands over the events of a deployment until it has ended. */
  private async follow(id: string, onEvent: OnReceivedEvent): Promise<readonly string[]> {
    let received = 0;
    for (;;) {
      const { body } = await this.ask(`/deployments/${id}?after=${received}`);
      const { events, ended, error, notes } = progressSchema.parse(body);
      events.forEach(onEvent);
      received += events.length;
      if (!ended || events.length > 0) continue;
      if (error !== undefined) throw new FailedDeploymentError(error);
      return notes;
    }
  }

  private async ask(path: string, init: RequestInit = {}) {
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
