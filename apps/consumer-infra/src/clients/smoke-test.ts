import { Duration } from 'aws-cdk-lib';
import { Port } from 'aws-cdk-lib/aws-ec2';
import type { IConnectable, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BundledFunction } from '@cross-account/cdk-app';
import { ClosedSecurityGroup } from '@cross-account/networking';
import type { TestedService } from '../lambdas/smoke-test/environment';

/** What a {@link SmokeTest} is made from. */
export interface SmokeTestProps {
  readonly vpc: IVpc;
  /** Isolated subnets do: logs and results of a function do not go through its VPC. */
  readonly subnets: SubnetSelection;
  readonly loadBalancer: IConnectable;
  readonly services: readonly TestedService[];
  /** PEM of an authority to trust besides the public ones. @default none */
  readonly certificateAuthority?: string;
  /** Folder that holds the bundle `smoke-test`. */
  readonly bundlesFolder: string;
}

/**
 * A client that can be called from a pipeline: places an order at every service and reads it back,
 * by the same names, load balancer and endpoint as every other client of the VPC, TLS verified. It
 * reaches the load balancer and nothing else.
 */
export class SmokeTest extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, props: SmokeTestProps) {
    super(scope, id);
    const securityGroup = new ClosedSecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: 'Smoke test: out to the load balancer only',
    });
    // Only this group's side: the load balancer lets the whole VPC in.
    for (const target of props.loadBalancer.connections.securityGroups) {
      securityGroup.addEgressRule(target, Port.tcp(443), 'HTTPS to the load balancer');
    }
    const { function: tester } = new BundledFunction(this, 'Lambda', {
      bundlesFolder: props.bundlesFolder,
      bundle: 'smoke-test',
      description: 'Smoke test: orders from every service through the load balancer',
      timeout: Duration.seconds(60),
      memorySizeMiB: 256,
      network: { vpc: props.vpc, subnets: props.subnets, securityGroup },
      environment: {
        SERVICES: JSON.stringify(props.services),
        ...(props.certificateAuthority !== undefined && {
          CERTIFICATE_AUTHORITY: props.certificateAuthority,
        }),
      },
    });
    this.function = tester;
  }
}
