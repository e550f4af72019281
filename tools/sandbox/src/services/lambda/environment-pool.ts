/**
 * What runs one version of a function: its execution environments, and the invocations that wait for
 * one.
 */
import { randomUUID } from 'node:crypto';
import type { ExecutionEnvironment, InvocationResult } from './execution-environment';
import type { FunctionConfiguration } from './function-configuration';

export interface EnvironmentPoolProps {
  readonly configuration: FunctionConfiguration;
  /** How many environments there may be at once. */
  readonly size: number;
  /** Makes an environment; `onEnd` is to be called when it can take nothing more. */
  readonly newEnvironment: (
    onEnd: (environment: ExecutionEnvironment) => void,
  ) => ExecutionEnvironment;
  /** Called once when a drained pool has answered all that it had taken. */
  readonly onDrained: () => void;
}

export class EnvironmentPool {
  private readonly environments = new Set<ExecutionEnvironment>();
  private readonly queue: ((environment: ExecutionEnvironment) => void)[] = [];
  private draining = false;

  constructor(private readonly props: EnvironmentPoolProps) {}

  get configuration(): FunctionConfiguration {
    return this.props.configuration;
  }

  /** Starts an environment where there is none; settles when its handler is loaded. */
  async warmUp(): Promise<void> {
    const [environment] = this.environments;
    await (environment ?? this.startEnvironment()).ready;
  }

  /**
   * Runs one invocation and waits for its answer.
   *
   * @param functionArn as it was asked for, with its qualifier.
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
    const result = await environment.invoke({
      requestId,
      invokedFunctionArn: functionArn,
      deadline: Date.now() + this.configuration.timeout * 1000,
      traceId,
      payload,
    });
    this.released(environment);
    return result;
  }

  /** Ends each environment as soon as it has answered what the pool has already taken. */
  drain(): void {
    this.draining = true;
    this.stopIdle();
  }

  /** Ends all environments at once. */
  stop(): void {
    for (const environment of this.environments) environment.stop();
  }

  private reserveEnvironment(): Promise<ExecutionEnvironment> {
    const environment = this.freeEnvironment();
    if (!environment) return new Promise((resolve) => this.queue.push(resolve));
    environment.reserve();
    return Promise.resolve(environment);
  }

  private freeEnvironment(): ExecutionEnvironment | undefined {
    const idle = [...this.environments].find((environment) => !environment.busy);
    if (idle) return idle;
    return this.environments.size >= this.props.size ? undefined : this.startEnvironment();
  }

  private released(environment: ExecutionEnvironment): void {
    const next = this.queue.length > 0 ? this.freeEnvironment() : undefined;
    if (next) {
      next.reserve();
      this.queue.shift()?.(next);
    } else if (this.draining) {
      if (!environment.busy) environment.stop();
      this.stopIdle();
    }
  }

  private stopIdle(): void {
    if (this.queue.length > 0) return;
    for (const environment of this.environments) if (!environment.busy) environment.stop();
    if (this.environments.size === 0) this.props.onDrained();
  }

  private startEnvironment(): ExecutionEnvironment {
    const environment = this.props.newEnvironment((ended) => this.environments.delete(ended));
    if (environment.hasEnded) return environment;
    this.environments.add(environment);
    environment.start().catch(() => environment.stop());
    return environment;
  }
}
