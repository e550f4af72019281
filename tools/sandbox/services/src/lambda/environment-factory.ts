/**
 * Creates the execution environments of an account's functions, each with a session of its role and
 * a log.
 */
import type { Invocation } from '@sandbox/kernel/invocation';
import type { Iam } from '../iam/iam';
import { FunctionLog, logStreamName } from '../logs/function-log';
import type { Logs } from '../logs/logs';
import { jsonSystemLog } from '../logs/system-log';
import { ExecutionEnvironment } from './execution-environment';
import type { FunctionConfiguration } from './function-configuration';
import type { FunctionNetwork } from './function-network';
import { functionLabel, type FunctionLabel } from './function-label';
import type { FunctionInspector } from './inspector';
import { nodeFor, substituteVariables } from './node-versions';
import { runtimeVersion } from './runtime-version';
import { reservedVariables, UNRESERVED_VARIABLES } from './reserved-variables';

export interface EnvironmentFactoryProps {
  readonly account: string;
  readonly region: string;
  readonly iam: Iam;
  readonly logs: Logs;
  /** The endpoint of the AWS APIs, such as `http://127.0.0.1:4566`. */
  readonly awsEndpoint: string;
  /** The timeout for loading a function's code, in milliseconds. @default 10,000, as in Lambda */
  readonly initTimeout?: number;
  /** Returns the inspector of a function; undefined if it has none. @default no function has one */
  readonly inspectorOf?: ((label: FunctionLabel) => FunctionInspector | undefined) | undefined;
  /** Called with each invocation when it starts. @default not reported */
  readonly onInvocation?: ((invocation: Invocation) => void) | undefined;
  /** Connects functions to the names that the sandbox serves. @default they do not resolve */
  readonly network?: FunctionNetwork | undefined;
}

const INIT_TIMEOUT = 10_000;

export class EnvironmentFactory {
  constructor(private readonly props: EnvironmentFactoryProps) {}

  /** Returns the inspector of a function; undefined if it has none. */
  inspectorOf(configuration: FunctionConfiguration): FunctionInspector | undefined {
    return this.props.inspectorOf?.(functionLabel(configuration));
  }

  /**
   * Returns an environment of a version of a function, which is not started yet.
   *
   * @param onEnd called once when it can't accept further invocations.
   */
  create(
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
    const { network } = this.props;
    const environment = new ExecutionEnvironment({
      handler: configuration.handler,
      node: nodeFor(configuration.runtime),
      codeFolder: configuration.codeFolder,
      initTimeout: this.props.initTimeout ?? INIT_TIMEOUT,
      memorySize: configuration.memorySize,
      variables: {
        ...UNRESERVED_VARIABLES,
        ...substituteVariables(configuration.runtime),
        ...(network && { NODE_EXTRA_CA_CERTS: network.authorityFile }),
        ...configuration.variables,
        ...reservedVariables({ ...this.props, configuration, version, logStream: log.stream }),
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_SESSION_TOKEN: credentials.sessionToken,
      },
      log,
      runtimeVersion: runtimeVersion(configuration.runtime, this.props.region),
      inspector: this.inspectorOf(configuration),
      joinNetwork: network && (() => network.join(configuration)),
      onEnd: () => {
        this.props.iam.endSession(credentials.accessKeyId);
        onEnd(environment);
      },
    });
    return environment;
  }

  /** Returns the log of one environment, which Lambda writes with the function's role. */
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
      isRoleAllowed: (action, resource) => iam.isRoleAllowed(roleArn, action, resource, context),
    });
  }
}
