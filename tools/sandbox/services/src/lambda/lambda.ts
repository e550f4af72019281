/** Lambda of one account: functions, their versions and aliases, permissions, and invocations. */
import type { Invocation } from '@sandbox/kernel/invocation';
import type { Policy } from '@sandbox/policy/policy';
import type { Iam } from '../iam/iam';
import { FunctionLog, logStreamName } from '../logs/function-log';
import type { Logs } from '../logs/logs';
import { jsonSystemLog } from '../logs/system-log';
import { Concurrency } from './concurrency';
import type { DescribedFunction } from './describe-function';
import { EnvironmentPool } from './environment-pool';
import { ExecutionEnvironment, type InvocationResult } from './execution-environment';
import {
  functionConfigurationSchema,
  type FunctionConfiguration,
  type FunctionSettings,
  type GivenConfiguration,
} from './function-configuration';
import { functionLabel } from './function-label';
import { FunctionPermissions } from './function-permissions';
import { InvokeError } from './invoke-error';
import { LambdaFunction, type PublishedVersion } from './lambda-function';
import { nodeFor, substituteVariables } from './node-versions';
import { MAX_PAYLOAD_BYTES } from './payload-limit';
import { reservedVariables } from './reserved-variables';

export interface LambdaProps {
  readonly account: string;
  readonly region: string;
  readonly iam: Iam;
  readonly logs: Logs;
  /** Where the AWS APIs answer, such as `http://127.0.0.1:4566`. */
  readonly awsEndpoint: string;
  /**
   * How many environments a function has under load. More than the machine has cores lower the
   * throughput, since each warms up its own SDK; further ones are only started behind invocations that
   * hang.
   */
  readonly environmentsPerFunction: number;
  /**
   * Milliseconds after which invocations that wait for environments that hang get another one.
   * @default about what a cold start takes
   */
  readonly stuckAfter?: number;
  /**
   * Milliseconds that a function's code has to load.
   * @default 10,000, as in Lambda
   */
  readonly initTimeout?: number;
  /** Called with each invocation when it starts. @default nobody is told */
  readonly onInvocation?: ((invocation: Invocation) => void) | undefined;
  /** Called with one line about a call to a Runtime API that its function did not make. @default nobody is told */
  readonly say?: (line: string) => void;
}

const INIT_TIMEOUT = 10_000;

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
  private stopped = false;

  constructor(private readonly props: LambdaProps) {}

  /**
   * Creates a function, or changes what its `$LATEST` runs.
   *
   * @throws {Error} when its role does not trust Lambda.
   */
  putFunction(given: GivenConfiguration, settings: FunctionSettings = {}): void {
    const configuration = functionConfigurationSchema.parse(given);
    if (!this.props.iam.isTrusted(configuration.roleArn, 'lambda.amazonaws.com')) {
      throw new Error('The role defined for the function cannot be assumed by Lambda.');
    }
    const put =
      this.functions.get(configuration.arn) ??
      new LambdaFunction(configuration, (...of) => this.newPool(...of));
    put.configure(configuration, settings);
    this.functions.set(configuration.arn, put);
  }

  /**
   * Runs a function with other code at once, whatever is deployed: for somebody who is writing it.
   *
   * @throws {Error} when there is no such function.
   */
  reload(functionArn: string, codeFolder: string): void {
    this.function(functionArn).reload(codeFolder);
  }

  /** Its versions, aliases and permissions go with it; what runs may still answer. */
  deleteFunction(arn: string): void {
    this.functions.get(arn)?.drain();
    this.functions.delete(arn);
    this.permissions.removeAll(arn);
  }

  /**
   * Publishes what a function is now, or what it was when a version was published before a restart.
   *
   * @throws {Error} when there is no such function, or nothing new to publish.
   */
  publishVersion(functionArn: string, known?: PublishedVersion): PublishedVersion {
    return this.function(functionArn).publish(known);
  }

  /** @throws {Error} while an alias points to it. */
  deleteVersion(functionArn: string, version: string): void {
    this.functions.get(unqualified(functionArn))?.deleteVersion(version);
  }

  /**
   * Creates an alias, or switches it to another version once that is warm.
   *
   * @throws {Error} when there is no such function or version.
   */
  putAlias(functionArn: string, name: string, version: string): Promise<void> {
    return this.function(functionArn).putAlias(name, version);
  }

  deleteAlias(functionArn: string, name: string): void {
    this.functions.get(unqualified(functionArn))?.deleteAlias(name);
  }

  /**
   * Starts one environment of each version that somebody is permitted to invoke, so that the first
   * request finds it warm.
   */
  async warmUp(): Promise<void> {
    const invocable = new Set(this.permissions.resources.map((arn) => this.pool(arn)));
    await Promise.all([...invocable].map(async (pool) => pool?.warmUp()));
  }

  /**
   * @param functionArn the function's ARN, with its qualifier if the permission has one.
   * @param id the permission's own among those of that ARN.
   */
  addPermission(functionArn: string, id: string, statement: unknown, where: string): void {
    this.permissions.add(functionArn, id, statement, where);
  }

  removePermission(functionArn: string, id: string): void {
    this.permissions.remove(functionArn, id);
  }

  /** The policies of a function, version or alias: one for each permission. */
  policiesOf(functionArn: string): readonly Policy[] {
    return this.permissions.policiesOf(functionArn);
  }

  /** What each function's `$LATEST` runs, sorted by name. */
  get all(): readonly FunctionConfiguration[] {
    const configurations = [...this.functions.values()].flatMap(
      (each) => each.pool()?.configuration ?? [],
    );
    return configurations.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The code of all functions and versions, and of former ones that still answer what they had taken. */
  get codeFolders(): readonly string[] {
    return [...this.pools].map(({ configuration }) => configuration.codeFolder);
  }

  /**
   * What a function, version or alias runs, and as which version.
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

  /** How many invocations are reserved for a function; undefined where none are. */
  reservedConcurrencyOf(arn: string): number | undefined {
    return this.functions.get(arn)?.reservedConcurrency;
  }

  /**
   * Invokes a function and waits for its answer.
   *
   * @param functionArn the function's ARN; a qualifier is allowed.
   * @param payload the event as JSON text.
   * @param requestId of the invocation. @default a new one
   * @throws {InvokeError} when the function is not run: there is no such function, version or alias,
   *   the payload is too large, or too many invocations run.
   */
  async invoke(
    functionArn: string,
    payload: string,
    traceId: string,
    requestId?: string,
  ): Promise<InvocationResult> {
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
    return Buffer.byteLength(result.payload) > MAX_PAYLOAD_BYTES ? responseTooLarge : result;
  }

  stop(): void {
    this.stopped = true;
    for (const pool of this.pools) pool.stop();
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
    const pool = new EnvironmentPool({
      configuration,
      size: this.props.environmentsPerFunction,
      stuckAfter: this.props.stuckAfter,
      newEnvironment: (onEnd) => this.newEnvironment(configuration, version, onEnd),
      onDrained: () => this.pools.delete(pool),
    });
    this.pools.add(pool);
    return pool;
  }

  private newEnvironment(
    configuration: FunctionConfiguration,
    version: string,
    onEnd: (environment: ExecutionEnvironment) => void,
  ): ExecutionEnvironment {
    const credentials = this.props.iam.assumeRole(configuration.roleArn, {
      sessionName: configuration.name,
      functionArn: configuration.arn,
      vpc: configuration.vpc,
    });
    const log = this.newLog(configuration, version);
    const environment = new ExecutionEnvironment({
      handler: configuration.handler,
      node: nodeFor(configuration.runtime),
      codeFolder: configuration.codeFolder,
      initTimeout: this.props.initTimeout ?? INIT_TIMEOUT,
      memorySize: configuration.memorySize,
      variables: {
        ...substituteVariables(configuration.runtime),
        ...configuration.variables,
        ...reservedVariables({ ...this.props, configuration, version, logStream: log.stream }),
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_SESSION_TOKEN: credentials.sessionToken,
      },
      log,
      onStranger: (reason) =>
        this.props.say?.(`Refused a call to the Runtime API of ${configuration.name}: ${reason}`),
      onEnd: () => {
        this.props.iam.endSession(credentials.accessKeyId);
        onEnd(environment);
      },
    });
    if (this.stopped) environment.stop();
    return environment;
  }

  /** The log of one environment; Lambda writes it as the function's role. */
  private newLog(configuration: FunctionConfiguration, version: string): FunctionLog {
    const { roleArn, logGroup, arn, memorySize, logging } = configuration;
    const { iam, logs, account, region } = this.props;
    const context = new Map([['lambda:sourcefunctionarn', arn]]);
    return new FunctionLog({
      logs,
      group: logGroup,
      stream: logStreamName(version),
      of: { ...functionLabel(configuration), arn, version, codeFolder: configuration.codeFolder },
      onInvocation: this.props.onInvocation,
      memorySize,
      ...(logging.format === 'JSON'
        ? { system: jsonSystemLog(logging.systemLevel ?? 'INFO') }
        : {}),
      arnPrefix: `arn:aws:logs:${region}:${account}:`,
      mayRole: (action, resource) => iam.mayRole(roleArn, action, resource, context),
    });
  }
}

function unqualified(functionArn: string): string {
  return functionArn.split(':').slice(0, 7).join(':');
}
