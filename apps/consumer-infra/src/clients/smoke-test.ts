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

/** A service to order from, and the account whose APIs it is one of. */
export interface SmokeTestService extends TestedService {
  /** Account ID, twelve digits. */
  readonly account: string;
}

/** What the smoke test calls: the stage of an API, the method and the path. */
const CALLS = ['v1/POST/orders', 'v1/GET/orders/*'];

/** What a {@link SmokeTest} is made from. */
export interface SmokeTestProps {
  readonly vpc: IVpc;
  /** Isolated subnets do: logs and results of a function do not go through its VPC. */
  readonly subnets: SubnetSelection;
  /** What it connects to, by a name such as `the load balancer`. */
  readonly targets: Readonly<Record<string, IConnectable>>;
  readonly services: readonly SmokeTestService[];
  /** PEM of an authority to trust besides the public ones. @default none */
  readonly certificateAuthority?: string;
  /** Folder that holds the bundle `smoke-test`. */
  readonly bundlesFolder: string;
}

/**
 * A client that can be called from a pipeline: places an order at every service and reads it back,
 * by the same names, load balancer and endpoints as every other client of the VPC, TLS verified. It
 * reaches those and nothing else.
 */
export class SmokeTest extends Construct {
  readonly function: IFunction;
  /** What the function calls as, where a service asks for a signature. */
  readonly role: IRole;

  constructor(scope: Construct, id: string, props: SmokeTestProps) {
    super(scope, id);
    const securityGroup = new ClosedSecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: 'Smoke test: out to the load balancer only',
    });
    // Only this group's side: each of them lets the whole VPC in.
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
   * Lets the function call a service of another account, as that service's own policy has to, too:
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

/** Returns what the function has to know of a service. */
function tested({ name, item, url, signed }: SmokeTestService): TestedService {
  return { name, item, url, ...(signed !== undefined && { signed }) };
}
