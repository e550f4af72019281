/**
 * The execution environments of one version of a function, and the invocations that wait for one.
 */
import { randomUUID } from 'node:crypto';
import { availableParallelism, loadavg } from 'node:os';
import type { ExecutionEnvironment, InvocationResult } from './execution-environment';
import type { FunctionConfiguration } from './function-configuration';

/** The part of an environment that a pool uses. */
export type PooledEnvironment = Pick<
  ExecutionEnvironment,
  'busy' | 'hasEnded' | 'isStarting' | 'ready' | 'reserve' | 'start' | 'invoke' | 'stop'
>;

export interface EnvironmentPoolProps {
  readonly configuration: FunctionConfiguration;
  /** Whether debuggers connect to its environment. @default false */
  readonly isInspected?: boolean;
  /**
   * The number of environments up to which one is started as soon as an invocation finds none free.
   */
  readonly size: number;
  /**
   * The maximum number of environments, even if invocations hang. @default {@link MAX_ENVIRONMENTS}
   */
  readonly most?: number | undefined;
  /** @default {@link STUCK_AFTER} */
  readonly stuckAfter?: number | undefined;
  /** Whether the machine is overloaded. @default by its load average */
  readonly isBusy?: () => boolean;
  /** Creates an environment, which calls `onEnd` when it can't accept further invocations. */
  readonly newEnvironment: (onEnd: (environment: PooledEnvironment) => void) => PooledEnvironment;
  /** Called once when a drained pool has completed its invocations. */
  readonly onDrained: () => void;
}

/** The maximum number of environments, however many invocations hang. */
export const MAX_ENVIRONMENTS = 16;

/**
 * Milliseconds after which waiting invocations get a further environment, unless one was freed or
 * loaded meanwhile; see {@link EnvironmentPool.patience}. Lambda starts it at once; here more
 * environments than cores would slow all of them down, so they are only started if invocations hang
 * or wait for something.
 */
const STUCK_AFTER = 200;

/** Milliseconds after which an idle environment is ended. */
const IDLE_MS = 60_000;

/** The multiple of the typical duration after which an invocation counts as hanging. */
const UNUSUAL = 10;

export class EnvironmentPool {
  private readonly environments = new Set<PooledEnvironment>();
  private readonly queue: ((environment: PooledEnvironment) => void)[] = [];
  private readonly idleTimers = new Map<PooledEnvironment, NodeJS.Timeout>();
  /** Runs while invocations wait. */
  private stuckTimer: NodeJS.Timeout | undefined;
  /** When an environment was last freed or loaded, by `performance.now()`. */
  private movedAt = -Infinity;
  /** Milliseconds that the last environment took to load. */
  private coldStart = 0;
  private typicalDuration = 0;
  private draining = false;
  private staysWarm = false;
  private readonly stuckAfter: number;

  constructor(private readonly props: EnvironmentPoolProps) {
    this.stuckAfter = props.stuckAfter ?? STUCK_AFTER;
  }

  get configuration(): FunctionConfiguration {
    return this.props.configuration;
  }

  get isInspected(): boolean {
    return this.props.isInspected ?? false;
  }

  /** Whether one idle environment is kept. */
  get isProvisioned(): boolean {
    return this.staysWarm;
  }

  /**
   * Starts an environment if there is none, and keeps one from then on. Settles when its handler is
   * loaded.
   */
  async warmUp(): Promise<void> {
    if (this.draining) return;
    this.staysWarm = true;
    const [environment] = this.environments;
    await (environment ?? this.startEnvironment()).ready;
  }

  /**
   * Runs one invocation and returns its result.
   *
   * @param functionArn the invoked ARN, with its qualifier.
   * @param payload the event as JSON text.
   */
  async invoke(
    functionArn: string,
    payload: string,
    traceId: string,
    requestId: string = randomUUID(),
  ): Promise<InvocationResult> {
    const environment = await this.reserveEnvironment();
    await environment.ready;
    const startedAt = performance.now();
    this.movedAt = startedAt;
    const result = await environment.invoke({
      requestId,
      invokedFunctionArn: functionArn,
      deadline: Date.now() + this.configuration.timeout * 1000,
      traceId,
      payload,
    });
    this.noteDuration(performance.now() - startedAt);
    this.released(environment);
    return result;
  }

  /** Completes the accepted invocations, then ends each environment. */
  drain(): void {
    this.draining = true;
    this.stopIdle();
  }

  /** Ends all environments at once. */
  stop(): void {
    for (const environment of this.environments) environment.stop();
  }

  private reserveEnvironment(): Promise<PooledEnvironment> {
    const environment = this.freeEnvironment();
    if (environment) return Promise.resolve(this.reserved(environment));
    // If this process itself was blocked, received responses are processed first.
    this.stuckTimer ??= setTimeout(
      () => setImmediate(() => this.scaleOut()),
      this.stuckAfter,
    ).unref();
    return new Promise((resolve) => this.queue.push(resolve));
  }

  private freeEnvironment(): PooledEnvironment | undefined {
    const idle = [...this.environments].find((environment) => !environment.busy);
    if (idle) return idle;
    return this.environments.size >= this.props.size ? undefined : this.startEnvironment();
  }

  private reserved(environment: PooledEnvironment): PooledEnvironment {
    environment.reserve();
    clearTimeout(this.idleTimers.get(environment));
    this.idleTimers.delete(environment);
    return environment;
  }

  private released(environment: PooledEnvironment): void {
    this.movedAt = performance.now();
    const next = this.queue.length > 0 ? this.freeEnvironment() : undefined;
    if (next) {
      this.queue.shift()?.(this.reserved(next));
    } else if (this.draining) {
      if (!environment.busy) environment.stop();
      this.stopIdle();
    } else if (!environment.hasEnded) {
      const timer = setTimeout(() => this.retire(environment), IDLE_MS).unref();
      this.idleTimers.set(environment, timer);
    }
  }

  /** Starts an environment if none was freed for a while, and none is being loaded. */
  private scaleOut(): void {
    if (this.queue.length === 0) {
      this.stuckTimer = undefined;
      return;
    }
    this.stuckTimer?.refresh();
    const starting = [...this.environments].filter((environment) => environment.isStarting).length;
    const isStuck = performance.now() - this.movedAt >= this.patience && starting < this.props.size;
    const { most = MAX_ENVIRONMENTS } = this.props;
    if (!isStuck || this.environments.size >= most) return;
    this.queue.shift()?.(this.reserved(this.startEnvironment()));
  }

  /**
   * The milliseconds that an invocation waits before a further environment is started: at least
   * twice a cold start. While the machine is busy, which slows everything down, only invocations
   * that take much longer than usual count as hanging.
   */
  private get patience(): number {
    const isBusy = this.props.isBusy ?? isMachineBusy;
    const unusual = isBusy() ? UNUSUAL * this.typicalDuration : 0;
    return Math.max(this.stuckAfter, 2 * this.coldStart, unusual);
  }

  /** An average of the last durations that a single long one hardly affects. */
  private noteDuration(milliseconds: number): void {
    const typical = this.typicalDuration;
    this.typicalDuration = (typical + Math.min(milliseconds, 2 * typical + 10)) / 2;
  }

  private retire(environment: PooledEnvironment): void {
    if (this.staysWarm && this.environments.size === 1) return;
    environment.stop();
  }

  private stopIdle(): void {
    if (this.queue.length > 0) return;
    for (const environment of this.environments) if (!environment.busy) environment.stop();
    if (this.environments.size === 0) this.props.onDrained();
  }

  private startEnvironment(): PooledEnvironment {
    const environment = this.props.newEnvironment((ended) => this.forget(ended));
    if (environment.hasEnded) return environment;
    this.environments.add(environment);
    const startedAt = performance.now();
    void environment.ready.then(() => (this.coldStart = performance.now() - startedAt));
    environment.start().catch(() => environment.stop());
    return environment;
  }

  private forget(environment: PooledEnvironment): void {
    this.environments.delete(environment);
    clearTimeout(this.idleTimers.get(environment));
    this.idleTimers.delete(environment);
  }
}

function isMachineBusy(): boolean {
  const [lastMinute = 0] = loadavg();
  return lastMinute > availableParallelism();
}
