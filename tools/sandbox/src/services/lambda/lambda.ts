/** Lambda of one account: functions, their versions and aliases, permissions, and invocations. */
import { randomUUID } from 'node:crypto';
import type { Iam } from '../iam/iam';
import { Policy, type AccessRequest, type Decision } from '../iam/policy';
import type { Logs } from '../logs/logs';
import { ExecutionEnvironment, type InvocationResult } from './execution-environment';

/** A function as deployed. Times in seconds, memory in MB. */
export interface FunctionConfiguration {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly handler: string;
  readonly codeFolder: string;
  readonly timeout: number;
  readonly memorySize: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly logGroup: string;
}

export interface LambdaProps {
  readonly account: string;
  readonly region: string;
  readonly iam: Iam;
  readonly logs: Logs;
  /** Where the AWS APIs answer, such as `http://127.0.0.1:4566`. */
  readonly awsEndpoint: string;
  /**
   * How many environments a function may have at once. More than the machine has cores lowers the
   * throughput, since each warms up its own SDK.
   */
  readonly environmentsPerFunction: number;
  /**
   * Milliseconds that a function's code has to load.
   * @default 10,000, as in Lambda
   */
  readonly initTimeout?: number;
}

const INIT_TIMEOUT = 10_000;

interface Permission {
  /** The function's ARN, with the qualifier that the permission is for. */
  readonly resource: string;
  readonly policy: Policy;
}

/** A function, the environments that run it, and the invocations that wait for one. */
interface DeployedFunction {
  readonly configuration: FunctionConfiguration;
  readonly environments: Set<ExecutionEnvironment>;
  readonly queue: ((environment: ExecutionEnvironment) => void)[];
}

export class Lambda {
  private readonly functions = new Map<string, DeployedFunction>();
  private readonly permissions: Permission[] = [];
  private stopped = false;

  constructor(private readonly props: LambdaProps) {}

  createFunction(configuration: FunctionConfiguration): void {
    this.functions.set(configuration.arn, {
      configuration,
      environments: new Set(),
      queue: [],
    });
  }

  /**
   * Starts one environment of each function that somebody is permitted to invoke, so that the first
   * request finds it warm.
   */
  async warmUp(): Promise<void> {
    const invocable = new Set(this.permissions.map(({ resource }) => unqualified(resource)));
    const functions = [...this.functions].filter(([arn]) => invocable.has(arn));
    await Promise.all(
      functions.map(async ([, deployed]) => {
        if (deployed.environments.size === 0) await this.startEnvironment(deployed).ready;
      }),
    );
  }

  /** @param functionArn the function's ARN, with its qualifier if the permission has one. */
  addPermission(functionArn: string, statement: unknown, where: string): void {
    const policy = new Policy({ Statement: [statement] }, where);
    this.permissions.push({ resource: functionArn, policy });
  }

  /** Whether the policy of a function or its alias lets a service invoke it. */
  authorize(functionArn: string, request: AccessRequest): Decision {
    return (
      this.permissions
        .filter(({ resource }) => resource === functionArn)
        .map(({ policy }) => policy.evaluate(request))
        .find(({ effect }) => effect === 'allow') ?? { effect: 'implicitDeny' }
    );
  }

  has(functionArn: string): boolean {
    return this.functions.has(unqualified(functionArn));
  }

  /**
   * Invokes a function and waits for its answer.
   *
   * @param functionArn the function's ARN; a qualifier is allowed.
   * @param payload the event as JSON text.
   * @throws {Error} when the account has no such function.
   */
  async invoke(functionArn: string, payload: string, traceId: string): Promise<InvocationResult> {
    const deployed = this.functions.get(unqualified(functionArn));
    if (!deployed) throw new Error(`Function not found: ${functionArn}`);
    const environment = await this.reserveEnvironment(deployed);
    await environment.ready;
    const result = await environment.invoke({
      requestId: randomUUID(),
      invokedFunctionArn: functionArn,
      deadline: Date.now() + deployed.configuration.timeout * 1000,
      traceId,
      payload,
    });
    this.startWaiting(deployed);
    return result;
  }

  stop(): void {
    this.stopped = true;
    for (const { environments } of this.functions.values()) {
      for (const environment of environments) environment.stop();
    }
  }

  private reserveEnvironment(deployed: DeployedFunction): Promise<ExecutionEnvironment> {
    const environment = this.freeEnvironment(deployed);
    if (!environment) return new Promise((resolve) => deployed.queue.push(resolve));
    environment.reserve();
    return Promise.resolve(environment);
  }

  private freeEnvironment(deployed: DeployedFunction): ExecutionEnvironment | undefined {
    const idle = [...deployed.environments].find((environment) => !environment.busy);
    if (idle) return idle;
    const full = deployed.environments.size >= this.props.environmentsPerFunction;
    return full ? undefined : this.startEnvironment(deployed);
  }

  private startWaiting(deployed: DeployedFunction): void {
    const environment = deployed.queue.length > 0 ? this.freeEnvironment(deployed) : undefined;
    if (!environment) return;
    environment.reserve();
    deployed.queue.shift()?.(environment);
  }

  private startEnvironment(deployed: DeployedFunction): ExecutionEnvironment {
    const { configuration, environments } = deployed;
    const credentials = this.props.iam.assumeRole(configuration.roleArn);
    const environment = new ExecutionEnvironment({
      handler: configuration.handler,
      codeFolder: configuration.codeFolder,
      initTimeout: this.props.initTimeout ?? INIT_TIMEOUT,
      variables: {
        ...configuration.variables,
        ...this.reservedVariables(configuration),
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_SESSION_TOKEN: credentials.sessionToken,
      },
      onLog: (line) => this.props.logs.put(configuration.logGroup, line),
      onEnd: () => {
        environments.delete(environment);
        this.props.iam.endSession(credentials.accessKeyId);
      },
    });
    if (this.stopped) {
      environment.stop();
      return environment;
    }
    environments.add(environment);
    environment.start().catch(() => environment.stop());
    return environment;
  }

  /** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
  private reservedVariables(configuration: FunctionConfiguration): Record<string, string> {
    return {
      AWS_REGION: this.props.region,
      AWS_DEFAULT_REGION: this.props.region,
      AWS_ENDPOINT_URL: this.props.awsEndpoint,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: configuration.name,
      AWS_LAMBDA_FUNCTION_VERSION: '1',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memorySize),
      AWS_LAMBDA_LOG_GROUP_NAME: configuration.logGroup,
      AWS_LAMBDA_LOG_STREAM_NAME: 'sandbox',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      TZ: ':UTC',
    };
  }
}

function unqualified(functionArn: string): string {
  return functionArn.split(':').slice(0, 7).join(':');
}
