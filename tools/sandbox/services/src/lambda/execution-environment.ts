/**
 * One execution environment: a Node.js process that runs the deployed bundle, one invocation at a
 * time.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { Duplex, type Readable, type Writable } from 'node:stream';
import { z } from 'zod';
import type { FunctionLog } from '../logs/function-log';
import { MAX_EVENT_BYTES } from '../logs/logs';
import type { InvocationReport, RuntimeVersion } from '../logs/system-log';
import { TimeLimit } from '@sandbox/kernel/time-limit';
import type { NetworkAccess } from './function-network';
import type { FunctionInspector } from './inspector';
import { inspectorUrl, isOfInspector } from './inspector-lines';
import { Lines } from './lines';
import { heapOptions, MemoryLimit } from './memory-limit';
import { RuntimeChannel, type Invocation } from './runtime-channel';

/** The result of an invocation: the function's JSON response, or its error. */
export type InvocationResult =
  { readonly kind: 'response'; readonly payload: string } | FunctionError;

export interface FunctionError {
  readonly kind: 'error';
  readonly payload: string;
  /** The reason in one line, without the function's own message, which may quote its event. */
  readonly reason: string;
}

export interface EnvironmentProps {
  readonly handler: string;
  /** The folder of the function's code. */
  readonly codeFolder: string;
  /** The program that runs the code. @default this process's own Node.js */
  readonly node?: string | undefined;
  /** The environment variables that Lambda sets; those of the sandbox are not added. */
  readonly variables: Readonly<Record<string, string>>;
  /** The timeout for loading the code, in milliseconds. */
  readonly initTimeout: number;
  /** MB. */
  readonly memorySize: number;
  readonly log: FunctionLog;
  /** The runtime version in the log. */
  readonly runtimeVersion: RuntimeVersion;
  /** The inspector for debuggers of the process. @default none */
  readonly inspector?: FunctionInspector | undefined;
  /** Connects the environment to the names that the sandbox serves. @default they do not resolve */
  readonly joinNetwork?: (() => Promise<NetworkAccess>) | undefined;
  /**
   * Called once when the process has ended and the environment can't accept further invocations.
   */
  readonly onEnd: () => void;
}

/** The file descriptor of the {@link RuntimeChannel}, as in `runtime/channel.mjs`. */
const CHANNEL = 3;

/** Lambda's error type for a timeout. */
const TIMED_OUT = 'Sandbox.Timedout';

const OUT_OF_MEMORY = 'Runtime exited with error: signal: killed';

/** A free port, on loopback. */
const INSPECT = ['--inspect=127.0.0.1:0'];

const bootstrap = join(__dirname, 'runtime', 'bootstrap.mjs');

export class ExecutionEnvironment {
  private process: ChildProcess | undefined;
  private channel: RuntimeChannel | undefined;
  private network: NetworkAccess | undefined;
  private settle: ((result: InvocationResult) => void) | undefined;
  private failure: FunctionError | undefined;
  private ended = false;
  private reserved = false;
  private isLoaded = false;
  private requestId: string | undefined;
  private markReady: () => void = () => undefined;
  private initLimit: TimeLimit | undefined;
  private inspectorUrl: string | undefined;
  private startedAt = 0;
  /** The milliseconds that loading took, until an invocation has reported them. */
  private initDuration: number | undefined;
  private memory: MemoryLimit | undefined;
  /** Whether the current invocation has to wait for the code. */
  private isCold = false;
  /** Why the code failed to load, until an invocation has reported it. */
  private loadError: { readonly reason: string; readonly type: string } | undefined;
  /** Settles when the handler is loaded, or the environment has ended before. */
  readonly ready: Promise<void>;

  constructor(private readonly props: EnvironmentProps) {
    this.ready = new Promise((resolve) => (this.markReady = resolve));
  }

  /** Whether this environment is reserved for an invocation. */
  get busy(): boolean {
    return this.reserved;
  }

  /** Whether its code is still being loaded. */
  get isStarting(): boolean {
    return !this.isLoaded;
  }

  /** Whether it can't accept further invocations. */
  get hasEnded(): boolean {
    return this.ended;
  }

  /** Reserves the environment for one invocation, which `invoke` ends. */
  reserve(): void {
    this.reserved = true;
    this.isCold = !this.isLoaded;
  }

  async start(): Promise<void> {
    const network = await this.props.joinNetwork?.();
    if (this.ended) {
      network?.leave();
      return;
    }
    this.network = network;
    this.startedAt = performance.now();
    this.props.log.initStarted(this.props.runtimeVersion);
    const { variables, handler, codeFolder, initTimeout, memorySize } = this.props;
    const { node = process.execPath } = this.props;
    const options = [...heapOptions(memorySize), ...(this.props.inspector ? INSPECT : [])];
    this.process = spawn(node, [...options, bootstrap], {
      cwd: codeFolder,
      env: {
        ...variables,
        PATH: process.env['PATH'],
        _HANDLER: handler,
        LAMBDA_TASK_ROOT: codeFolder,
        ...(network && { SANDBOX_HTTPS_PORT: String(network.port) }),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    if (this.process.pid !== undefined) {
      this.memory = new MemoryLimit(this.process.pid, memorySize, () => this.end(OUT_OF_MEMORY));
    }
    this.initLimit = new TimeLimit(
      initTimeout,
      () => this.end(`Init phase timed out after ${initTimeout / 1000} seconds`, TIMED_OUT),
      this.props.inspector,
    );
    this.channel = this.channelOn(this.process.stdio[CHANNEL]);
    this.forwardLines(this.process.stdout, (line) => this.props.log.line(line));
    this.forwardLines(this.process.stderr, (line) => this.errorLine(line));
    this.process.once('error', (error) => this.end(error.message));
    this.process.once('exit', (code, signal) =>
      this.end(`Runtime exited with error: ${signal ? signalText(signal) : `exit status ${code}`}`),
    );
    // Waits until all its output is read.
    this.process.once('close', () => {
      if (this.loadError) this.props.log.notLoaded(this.loadError.reason, this.loadError.type);
    });
  }

  /**
   * Runs one invocation in an environment reserved for it. Past the deadline the process is killed,
   * as Lambda does, and the environment ends.
   */
  invoke(invocation: Invocation): Promise<InvocationResult> {
    return new Promise((resolve) => {
      const limit = invocation.deadline - Date.now();
      const timedOut = `Task timed out after ${(limit / 1000).toFixed(2)} seconds`;
      const { inspector } = this.props;
      const timeout = new TimeLimit(limit, () => this.end(timedOut, TIMED_OUT), inspector);
      this.requestId = invocation.requestId;
      this.loadError = undefined;
      const report = this.reportOf(invocation);
      this.memory?.start();
      this.settle = (result) => {
        timeout.stop();
        this.memory?.stop();
        report(result);
        this.reserved = false;
        this.requestId = undefined;
        this.settle = undefined;
        resolve(result);
      };
      if (this.failure && this.ended) this.settle(this.failure);
      else this.channel?.send(invocation);
    });
  }

  /** Ends the environment at once, and its process with it. */
  stop(): void {
    this.end('The execution environment was stopped');
    this.loadError = undefined;
  }

  /** Logs the start of an invocation. Returns a function that logs its end. */
  private reportOf({ requestId, traceId }: Invocation): (result: InvocationResult) => void {
    const { log } = this.props;
    const { initDuration, isCold } = this;
    this.initDuration = undefined;
    const startedAt = performance.now();
    log.started({ requestId, traceId, coldStart: isCold ? initDuration : undefined });
    return (result) =>
      log.ended(
        {
          requestId,
          duration: performance.now() - startedAt,
          initDuration,
          maxMemoryUsed: this.memory?.used,
          ...(result.kind === 'error' && this.ended ? endOf(result) : {}),
        },
        result,
      );
  }

  /** Also called when the environment ends, whether or not it has loaded the code. */
  private loaded(): void {
    if (this.isLoaded) return;
    this.isLoaded = true;
    this.initLimit?.stop();
    this.initDuration = performance.now() - this.startedAt;
    this.markReady();
  }

  /** The runtime has written the error itself to the function's log. */
  private threw(requestId: string, payload: string): void {
    const { errorType } = parsed(payload);
    this.finish(requestId, { kind: 'error', payload, reason: `${errorType}, see its log` });
  }

  private finish(requestId: string, result: InvocationResult): void {
    if (requestId !== this.requestId) return;
    if (this.memory?.wasExceeded) this.end(OUT_OF_MEMORY);
    else this.settle?.(result);
  }

  private end(reason: string, type = 'Runtime.ExitError'): void {
    if (this.ended) return;
    this.ended = true;
    if (!this.isLoaded) this.loadError = { reason, type };
    this.process?.kill('SIGKILL');
    if (this.inspectorUrl !== undefined) this.props.inspector?.ended(this.inspectorUrl);
    this.network?.leave();
    if (this.requestId !== undefined) this.props.log.failed(this.requestId, reason, type);
    const payload = JSON.stringify({ errorType: type, errorMessage: reason });
    this.failure ??= { kind: 'error', payload, reason: errorSummary(payload) };
    this.settle?.(this.failure);
    this.loaded();
    this.props.onEnd();
  }

  private channelOn(stream: Readable | Writable | null | undefined): RuntimeChannel | undefined {
    // Undefined if the process could not be started.
    if (!(stream instanceof Duplex)) return undefined;
    return new RuntimeChannel(stream, {
      onReady: () => this.loaded(),
      onLog: (event) => this.props.log.line(event),
      onResponse: (requestId, payload) => this.finish(requestId, { kind: 'response', payload }),
      onError: (requestId, payload) => this.threw(requestId, payload),
      onInitError: (payload) =>
        (this.failure = { kind: 'error', payload, reason: errorSummary(payload) }),
      resolves: (name) => this.network?.resolves(name) ?? false,
    });
  }

  private errorLine(line: string): void {
    const { inspector, log } = this.props;
    if (!inspector || !isOfInspector(line)) {
      log.line(line);
      return;
    }
    const url = inspectorUrl(line);
    if (url === undefined || this.ended) return;
    this.inspectorUrl = url;
    inspector.started(url);
  }

  private forwardLines(stream: Readable | null, onLine: (line: string) => void): void {
    const lines = new Lines(MAX_EVENT_BYTES, onLine);
    stream?.on('data', (chunk: Buffer) => lines.write(chunk)).once('end', () => lines.end());
  }
}

const errorSchema = z
  .object({ errorType: z.string(), errorMessage: z.string() })
  .catch({ errorType: 'Error', errorMessage: '' });

function parsed(payload: string): z.output<typeof errorSchema> {
  try {
    return errorSchema.parse(JSON.parse(payload));
  } catch {
    return errorSchema.parse(undefined);
  }
}

function errorSummary(payload: string): string {
  const { errorType, errorMessage } = parsed(payload);
  return `${errorType}: ${errorMessage}`;
}

/** Returns Lambda's status for an invocation that ended its environment. */
function endOf({ payload }: FunctionError): Partial<InvocationReport> {
  const { errorType } = parsed(payload);
  return errorType === TIMED_OUT ? { status: 'timeout' } : { status: 'error', errorType };
}

/** Returns Lambda's name for a signal that ended a process. */
function signalText(signal: NodeJS.Signals): string {
  const names: Readonly<Partial<Record<NodeJS.Signals, string>>> = {
    SIGABRT: 'aborted',
    SIGKILL: 'killed',
    SIGSEGV: 'segmentation fault',
    SIGTERM: 'terminated',
  };
  return `signal: ${names[signal] ?? signal}`;
}
