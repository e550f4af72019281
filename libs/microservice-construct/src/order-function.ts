import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IGrantable, IPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Alias } from 'aws-cdk-lib/aws-lambda';
import type { IVersion } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BundledFunction } from '@cross-account/cdk-app';
import type { FunctionNetwork } from '@cross-account/cdk-app';

/** The properties of an {@link OrderFunction}. */
export interface OrderFunctionProps {
  /** The name of its operation and of its bundle folder. */
  readonly name: string;
  /** Folder with one bundle folder per function. */
  readonly bundlesFolder: string;
  /** The environment variables for the table. */
  readonly environment: Readonly<Record<string, string>>;
  /** The statements of the function's role; grants add to them. */
  readonly statements: readonly PolicyStatement[];
  readonly network: FunctionNetwork;
  /** Retain the log group when the stack is deleted. @default false */
  readonly retainLogs?: boolean;
}

/** The alias that the API invokes, so that new versions do not change the API. */
export const LIVE_ALIAS = 'live';

/** The function of one operation, with a least-privilege role. */
export class OrderFunction extends Construct implements IGrantable {
  readonly bundle: BundledFunction;
  /** The alias of the live version. */
  readonly live: Alias;

  constructor(scope: Construct, id: string, props: OrderFunctionProps) {
    super(scope, id);
    this.bundle = new BundledFunction(this, 'Lambda', {
      bundlesFolder: props.bundlesFolder,
      bundle: props.name,
      description: `Order function ${props.name}`,
      environment: props.environment,
      network: props.network,
      retainLogs: props.retainLogs ?? false,
    });
    for (const statement of props.statements) this.bundle.role.addToPrincipalPolicy(statement);
    this.live = new Alias(this, 'Live', {
      aliasName: LIVE_ALIAS,
      // Version is incompatible with IVersion under exactOptionalPropertyTypes.
      version: this.bundle.function.currentVersion as IVersion,
    });
  }

  /** The function's role, for CDK's `grant…` methods. */
  get grantPrincipal(): IPrincipal {
    return this.bundle.role;
  }

  /** Sets an environment variable that the operation declares. */
  addEnvironment(key: string, value: string): void {
    this.bundle.function.addEnvironment(key, value);
  }

  /** Metric: invocations of the live alias, or of a version behind it. */
  metricInvocations(options?: MetricOptions): Metric {
    return this.live.metricInvocations(options);
  }

  /** Metric: failed invocations: crashes and timeouts, but not rejected orders. */
  metricErrors(options?: MetricOptions): Metric {
    return this.live.metricErrors(options);
  }

  /** Metric: throttled invocations, at the concurrency limit of the account or the function. */
  metricThrottles(options?: MetricOptions): Metric {
    return this.live.metricThrottles(options);
  }

  /** Metric: duration of invocations in milliseconds. */
  metricDuration(options?: MetricOptions): Metric {
    return this.live.metricDuration(options);
  }
}
