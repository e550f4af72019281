import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IGrantable, IPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Alias } from 'aws-cdk-lib/aws-lambda';
import type { IVersion } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BundledFunction } from '@cross-account/cdk-app';
import type { FunctionNetwork } from '@cross-account/cdk-app';

/** What an {@link OrderFunction} is made from. */
export interface OrderFunctionProps {
  /** Of its call; its folder among the bundles, too. */
  readonly name: string;
  /** Folder that holds one bundle folder for each function. */
  readonly bundlesFolder: string;
  /** Exactly the variables that the function reads of the table. */
  readonly environment: Readonly<Record<string, string>>;
  /** All that the function may do; grants add to it. */
  readonly statements: readonly PolicyStatement[];
  readonly network: FunctionNetwork;
  /** Keep the log group when the stack is deleted. @default false */
  readonly retainLogs?: boolean;
}

/** The alias that the API calls: new code never changes the API. */
export const LIVE_ALIAS = 'live';

/** The function of one call, with a role that holds only what it was given. */
export class OrderFunction extends Construct implements IGrantable {
  readonly bundle: BundledFunction;
  /** Points at the version that serves. */
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
      // Version declares an optional property in a way that exactOptionalPropertyTypes refuses as an IVersion.
      version: this.bundle.function.currentVersion as IVersion,
    });
  }

  /** The function's role: what CDK's `grant…` methods take. */
  get grantPrincipal(): IPrincipal {
    return this.bundle.role;
  }

  /** Sets a variable that the call declares in its `environment`. */
  addEnvironment(key: string, value: string): void {
    this.bundle.function.addEnvironment(key, value);
  }

  /** Calls of the live alias, or of a version that a canary deployment tries behind it. */
  metricInvocations(options?: MetricOptions): Metric {
    return this.live.metricInvocations(options);
  }

  /** Calls that ended without an answer: a crash or a timeout, and never a refused order. */
  metricErrors(options?: MetricOptions): Metric {
    return this.live.metricErrors(options);
  }

  /** Calls that Lambda refused, since the account or the function ran at its concurrency limit. */
  metricThrottles(options?: MetricOptions): Metric {
    return this.live.metricThrottles(options);
  }

  /** Milliseconds that the function ran. */
  metricDuration(options?: MetricOptions): Metric {
    return this.live.metricDuration(options);
  }
}
