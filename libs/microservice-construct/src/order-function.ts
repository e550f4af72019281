import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Alias } from 'aws-cdk-lib/aws-lambda';
import type { IVersion } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BundledFunction } from '@cross-account/cdk-app';
import type { FunctionNetwork } from '@cross-account/cdk-app';
import type { OrderFunctionName } from '@cross-account/orders-domain/config';

/** What an {@link OrderFunction} is made from. */
export interface OrderFunctionProps {
  readonly functionName: OrderFunctionName;
  /** Folder that holds one bundle folder for each function. */
  readonly bundlesFolder: string;
  /** Exactly the variables that the function reads. */
  readonly environment: Readonly<Record<string, string>>;
  /** All that the function may do. */
  readonly statements: readonly PolicyStatement[];
  readonly network: FunctionNetwork;
  /** Keep the log group when the stack is deleted. @default false */
  readonly retainLogs?: boolean;
}

/** The alias that the API calls: new code never changes the API. */
export const LIVE_ALIAS = 'live';

/** One of the three functions behind the API, with a role that holds only what it was given. */
export class OrderFunction extends Construct {
  readonly bundle: BundledFunction;
  /** Points at the version that serves. */
  readonly live: Alias;

  constructor(scope: Construct, id: string, props: OrderFunctionProps) {
    super(scope, id);
    this.bundle = new BundledFunction(this, 'Lambda', {
      bundlesFolder: props.bundlesFolder,
      bundle: props.functionName,
      description: `Order function ${props.functionName}`,
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
