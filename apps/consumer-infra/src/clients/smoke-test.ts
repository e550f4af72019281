import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Port } from 'aws-cdk-lib/aws-ec2';
import type { IConnectable, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IRole, Role } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { BundledFunction, asNagFinding } from '@cross-account/cdk-app';
import { ClosedSecurityGroup } from '@cross-account/networking';
import type { TestedService } from '../lambdas/smoke-test/environment';

/** A service to order from, and its account. */
export interface SmokeTestService extends TestedService {
  /** Account ID, twelve digits. */
  readonly account: string;
}

/** The calls of the smoke test: stage of an API, method and path. */
const CALLS = ['v1/POST/orders', 'v1/GET/orders/*'];

/** The properties of a {@link SmokeTest}. */
export interface SmokeTestProps {
  readonly vpc: IVpc;
  /** Isolated subnets are sufficient: logs and results of a function do not go through its VPC. */
  readonly subnets: SubnetSelection;
  /** The targets of its connections, by a name such as `the load balancer`. */
  readonly targets: Readonly<Record<string, IConnectable>>;
  readonly services: readonly SmokeTestService[];
  /** PEM of a certificate authority to trust in addition to the public ones. @default none */
  readonly certificateAuthority?: string;
  /** Folder with the bundle `smoke-test`. */
  readonly bundlesFolder: string;
}

/**
 * A client that a pipeline can invoke: places an order with each service and reads it back, through the same
 * names, load balancer and endpoints as all other clients in the VPC, with verified TLS. It can connect only
 * to these.
 */
export class SmokeTest extends Construct {
  readonly function: IFunction;
  /** The role that the function signs with, if a service requires signed requests. */
  readonly role: IRole;

  constructor(scope: Construct, id: string, props: SmokeTestProps) {
    super(scope, id);
    const securityGroup = new ClosedSecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: 'Smoke test: out to the load balancer only',
    });
    // Egress of this group only: each target allows ingress from the whole VPC.
    for (const [name, { connections }] of Object.entries(props.targets)) {
      for (const target of connections.securityGroups) {
        securityGroup.addEgressRule(target, Port.tcp(443), `HTTPS to ${name}`);
      }
    }
    const { function: tester, role } = new BundledFunction(this, 'Lambda', {
      bundlesFolder: props.bundlesFolder,
      bundle: 'smoke-test',
      description: 'Smoke test: orders from every service through the load balancer',
      timeout: Duration.seconds(60),
      memorySizeMiB: 256,
      network: { vpc: props.vpc, subnets: props.subnets, securityGroup },
      environment: {
        SERVICES: JSON.stringify(props.services.map(tested)),
        ...(props.certificateAuthority !== undefined && {
          CERTIFICATE_AUTHORITY: props.certificateAuthority,
        }),
      },
    });
    this.function = tester;
    this.role = role;
    const signed = props.services.filter((service) => service.signed === true);
    for (const account of new Set(signed.map((service) => service.account))) {
      this.allowSignedCalls(role, account);
    }
  }

  /**
   * Allows the function to call a service of another account; that service's policy must allow it, too:
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
   */
  private allowSignedCalls(role: Role, account: string): void {
    const stack = Stack.of(this);
    const resources = CALLS.map((resourceName) =>
      stack.formatArn({ service: 'execute-api', account, resource: '*', resourceName }),
    );
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['execute-api:Invoke'], resources }));
    Validations.of(role).acknowledge(
      ...resources.map((arn) => ({
        id: `AwsSolutions-IAM5[Resource::${asNagFinding(arn, stack)}]`,
        reason:
          'The API belongs to another team, and its ID changes when the API is created again. The account, the stage and the operations are named.',
      })),
    );
  }
}

/** Returns the properties of a service that the function needs. */
function tested({ name, item, url, signed }: SmokeTestService): TestedService {
  return { name, item, url, ...(signed !== undefined && { signed }) };
}
