/** Lambda of one account: functions, their versions and aliases, permissions, and invocations. */
import type { Pausable } from '@sandbox/kernel/time-limit';
import type { Policy } from '@sandbox/policy/policy';
import type { AliasRoute } from './alias-route';
import { Concurrency, MAX_INVOCATIONS, MIN_UNRESERVED } from './concurrency';
import type { DescribedFunction } from './describe-function';
import { EnvironmentFactory, type EnvironmentFactoryProps } from './environment-factory';
import { EnvironmentPool } from './environment-pool';
import type { InvocationResult } from './execution-environment';
import {
  functionConfigurationSchema,
  type FunctionConfiguration,
  type FunctionSettings,
  type GivenConfiguration,
} from './function-configuration';
import { FunctionPermissions } from './function-permissions';
import { InvokeError } from './invoke-error';
import { LambdaFunction, type Executed, type PublishedVersion } from './lambda-function';
import { MAX_PAYLOAD_BYTES } from './payload-limit';
import type { Tags } from '../tags';

export interface LambdaProps extends EnvironmentFactoryProps {
  /**
   * The number of environments of a function under load. More than the machine's cores lower the throughput; further
   * ones are only started if invocations hang.
   */
  readonly environmentsPerFunction: number;
  /**
   * Milliseconds after which invocations that wait for a hanging environment get another one.
   * @default about the duration of a cold start
   */
  readonly stuckAfter?: number;
}

const responseTooLarge: InvocationResult = {
  kind: 'error',
  reason: 'Function.ResponseSizeTooLarge',
  payload: JSON.stringify({
    errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_PAYLOAD_BYTES} bytes).`,
    errorType: 'Function.ResponseSizeTooLarge',
  }),
};

export class Lambda {
  private readonly functions = new Map<string, LambdaFunction>();
  private readonly pools = new Set<EnvironmentPool>();
  private readonly permissions = new FunctionPermissions();
  private readonly concurrency = new Concurrency();
  private readonly factory: EnvironmentFactory;
  private stopped = false;

  constructor(private readonly props: LambdaProps) {
    this.factory = new EnvironmentFactory(props);
  }

  /**
   * Creates a function, or updates its `$LATEST`.
   *
   * @throws {Error} when its role does not trust Lambda, or it reserves too much of the account's concurrency.
   */
  putFunction(given: GivenConfiguration, settings: FunctionSettings = {}): void {
    const configuration = functionConfigurationSchema.parse(given);
    if (!this.props.iam.isTrusted(configuration.roleArn, 'lambda.amazonaws.com')) {
      throw new Error('The role defined for the function cannot be assumed by Lambda.');
    }
    this.assertReservable(configuration.arn, settings.reservedConcurrency);
    const put =
      this.functions.get(configuration.arn) ??
      new LambdaFunction(configuration, (...of) => this.newPool(...of));
    put.configure(configuration, settings);
    this.functions.set(configuration.arn, put);
  }

  /**
   * Replaces the code of a function until its next deployment, as hot reload does.
   *
   * @throws {Error} when there is no such function.
   */
  reload(functionArn: string, codeFolder: string): void {
    this.function(functionArn).reload(codeFolder);
  }

  /** Deletes a function with its versions, aliases and permissions; invocations in flight complete. */
  deleteFunction(arn: string): void {
    this.functions.get(arn)?.drain();
    this.functions.delete(arn);
    this.permissions.removeAll(arn);
  }

  /**
   * Publishes a version of a function, or restores one after a restart.
   *
   * @throws {Error} when there is no such function, or nothing new to publish.
   */
  publishVersion(functionArn: string, restored?: PublishedVersion): PublishedVersion {
    return this.function(functionArn).publish(restored);
  }

  /** @throws {Error} while an alias points to it. */
  deleteVersion(functionArn: string, version: string): void {
    this.functions.get(unqualified(functionArn))?.deleteVersion(version);
  }

  /**
   * Creates an alias, or switches it to other versions when they are warm.
   *
   * @throws {Error} when there is no such function or version, or the alias can't have both versions.
   */
  putAlias(functionArn: string, name: string, route: AliasRoute): Promise<void> {
    return this.function(functionArn).putAlias(name, route);
  }

  deleteAlias(functionArn: string, name: string): void {
    this.functions.get(unqualified(functionArn))?.deleteAlias(name);
  }

  /**
   * Starts one environment of each version that can be invoked, one after the other, so that its first
   * invocation is a warm start.
   */
  async warmUp(): Promise<void> {
    const invocable = this.permissions.resources;
    const names = new Set(invocable.map((arn) => this.pool(arn)?.configuration.arn));
    // A function that nobody may invoke is also started, for its debugger.
    const inspected = this.all
      .filter(({ arn }) => this.pool(arn)?.isInspected && !names.has(arn))
      .map(({ arn }) => arn);
    // A save or a deployment may replace a pool while an earlier one is loading.
    for (const arn of [...invocable, ...inspected]) await this.pool(arn)?.warmUp();
  }

  /**
   * @param functionArn the function's ARN, with its qualifier if the permission has one.
   * @param id the ID of the permission, unique for the ARN.
   */
  addPermission(functionArn: string, id: string, statement: unknown, where: string): void {
    this.permissions.add(functionArn, id, statement, where);
  }

  removePermission(functionArn: string, id: string): void {
    this.permissions.remove(functionArn, id);
  }

  /** Returns the policies of a function, version or alias: one for each permission. */
  policiesOf(functionArn: string): readonly Policy[] {
    return this.permissions.policiesOf(functionArn);
  }

  /** The configurations of all functions' `$LATEST`, sorted by name. */
  get all(): readonly FunctionConfiguration[] {
    const configurations = [...this.functions.values()].flatMap(
      (each) => each.pool()?.configuration ?? [],
    );
    return configurations.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The code folders of all functions and versions, including former ones with invocations in flight. */
  get codeFolders(): readonly string[] {
    return [...this.pools].map(({ configuration }) => configuration.codeFolder);
  }

  /**
   * Returns the configuration and the version of a function, version or alias.
   *
   * @param functionArn with its qualifier, if any.
   */
  find(functionArn: string): Omit<DescribedFunction, 'arn'> | undefined {
    const qualifier = functionArn.split(':')[7];
    const found = this.functions.get(unqualified(functionArn));
    const pool = found?.pool(qualifier);
    if (!found || !pool) return undefined;
    const version = found.versionOf(qualifier);
    return { configuration: pool.configuration, version, modifiedAt: found.modifiedAt(version) };
  }

  /** Returns the reserved concurrency of a function; undefined if there is none. */
  reservedConcurrencyOf(arn: string): number | undefined {
    return this.functions.get(arn)?.reservedConcurrency;
  }

  /** @param functionArn with its qualifier, if any. */
  tagsOf(functionArn: string): Tags | undefined {
    return this.functions.get(unqualified(functionArn))?.tags;
  }

  /**
   * Invokes a function and returns its result.
   *
   * @param functionArn the function's ARN; a qualifier is allowed.
   * @param payload the event as JSON text.
   * @param requestId of the invocation. @default a new one
   * @throws {InvokeError} when there is no such function, version or alias, the payload is too large, or the
   *   invocation is throttled.
   */
  async invoke(
    functionArn: string,
    payload: string,
    traceId: string,
    requestId?: string,
  ): Promise<Executed> {
    const invoked = this.functions.get(unqualified(functionArn));
    if (!invoked) {
      throw new InvokeError('ResourceNotFoundException', `Function not found: ${functionArn}`);
    }
    const bytes = Buffer.byteLength(payload);
    if (bytes > MAX_PAYLOAD_BYTES) {
      const limit = `Request must be smaller than ${MAX_PAYLOAD_BYTES} bytes`;
      throw new InvokeError(
        'RequestTooLargeException',
        `${limit} for the InvokeFunction operation`,
      );
    }
    const result = await this.concurrency.run(bytes, () =>
      invoked.invoke(functionArn, payload, traceId, requestId),
    );
    return Buffer.byteLength(result.payload) > MAX_PAYLOAD_BYTES
      ? { ...responseTooLarge, version: result.version }
      : result;
  }

  /**
   * Returns the inspector whose pauses suspend a function's timeout, if debuggers can connect to
   * it.
   *
   * @param functionArn with its qualifier, if any.
   */
  pausableOf(functionArn: string): Pausable | undefined {
    const pool = this.pool(functionArn);
    return pool?.isInspected ? this.factory.inspectorOf(pool.configuration) : undefined;
  }

  /** Whether a function is paused at a breakpoint. */
  get isPaused(): boolean {
    return [...this.pools].some(
      ({ isInspected, configuration }) =>
        isInspected && this.factory.inspectorOf(configuration)?.isPaused === true,
    );
  }

  stop(): void {
    this.stopped = true;
    for (const pool of this.pools) pool.stop();
  }

  /** @throws {Error} when there is no such function, version or alias. @param arn with its qualifier, if any. */
  assertThere(arn: string): void {
    this.function(arn);
    const qualifier = arn.split(':')[7];
    if (qualifier !== undefined && !this.find(arn)) {
      const isVersion = /^(\$LATEST|\d+)$/.test(qualifier);
      throw new Error(isVersion ? `Function not found: ${arn}` : `Cannot find alias arn: ${arn}`);
    }
  }

  private assertReservable(arn: string, reserved = 0): void {
    const others = [...this.functions].flatMap(([other, { reservedConcurrency = 0 }]) =>
      other === arn ? [] : reservedConcurrency,
    );
    const unreserved = others.reduce((rest, one) => rest - one, MAX_INVOCATIONS - reserved);
    if (reserved === 0 || unreserved >= MIN_UNRESERVED) return;
    throw new Error(
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution " +
        `below its minimum value of [${MIN_UNRESERVED}].`,
    );
  }

  private function(arn: string): LambdaFunction {
    const found = this.functions.get(unqualified(arn));
    if (!found) throw new Error(`Function not found: ${arn}`);
    return found;
  }

  private pool(functionArn: string): EnvironmentPool | undefined {
    return this.functions.get(unqualified(functionArn))?.pool(functionArn.split(':')[7]);
  }

  private newPool(configuration: FunctionConfiguration, version: string): EnvironmentPool {
    const isInspected = this.factory.inspectorOf(configuration) !== undefined;
    const pool = new EnvironmentPool({
      configuration,
      isInspected,
      // A debugger is attached to one process only.
      ...(isInspected ? { size: 1, most: 1 } : { size: this.props.environmentsPerFunction }),
      stuckAfter: this.props.stuckAfter,
      newEnvironment: (onEnd) => {
        const environment = this.factory.create(configuration, version, onEnd);
        if (this.stopped) environment.stop();
        return environment;
      },
      onDrained: () => this.pools.delete(pool),
    });
    this.pools.add(pool);
    return pool;
  }
}

function unqualified(functionArn: string): string {
  return functionArn.split(':').slice(0, 7).join(':');
}
