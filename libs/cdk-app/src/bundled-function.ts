import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import {
  PolicyDocument,
  PolicyStatement,
  Effect,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeFunction } from './acknowledgements';
import { retainIf } from './retain-if';
import { lambdaBundle } from './lambda-bundle';

/** The network that a function runs in. */
export interface FunctionNetwork {
  readonly vpc: IVpc;
  readonly subnets: SubnetSelection;
  readonly securityGroup: ISecurityGroup;
}

/** The properties of a {@link BundledFunction}. */
export interface BundledFunctionProps {
  /** Folder with one bundle folder per function. */
  readonly bundlesFolder: string;
  /** Name of the function's bundle folder. */
  readonly bundle: string;
  /** The description of the function in Lambda. */
  readonly description: string;
  /** @default Duration.seconds(10) */
  readonly timeout?: Duration;
  /** @default 512 */
  readonly memorySizeMiB?: number;
  /** @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default outside of any VPC */
  readonly network?: FunctionNetwork;
  /** @default RetentionDays.ONE_MONTH */
  readonly logRetention?: RetentionDays;
  /**
   * Retain the log group when the stack is deleted.
   * @default false
   */
  readonly retainLogs?: boolean;
}

/**
 * The CDK context key that enables source maps of functions. By default they are not deployed, so that they
 * neither change an asset's hash nor slow down cold starts.
 */
export const SOURCE_MAPS = 'sourceMaps';

/**
 * Lambda's own network interface calls; none of them can be limited to a resource.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
const NETWORK_INTERFACE_ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * A Lambda function from a bundle: Node.js 24 on Graviton, with tracing, a role and a log group. The role may
 * only write to that log group; grants add to it.
 */
export class BundledFunction extends Construct {
  readonly function: Function;
  readonly role: Role;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention ?? RetentionDays.ONE_MONTH,
      removalPolicy: retainIf(props.retainLogs ?? false),
    });
    this.role = this.createRole(props);
    const sourceMaps = this.node.tryGetContext(SOURCE_MAPS) === true;
    this.function = new Function(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'handler.handler',
      code: Code.fromAsset(lambdaBundle(props.bundlesFolder, props.bundle), {
        exclude: sourceMaps ? [] : ['*.map'],
      }),
      role: this.role,
      logGroup: this.logGroup,
      memorySize: props.memorySizeMiB ?? 512,
      timeout: props.timeout ?? Duration.seconds(10),
      tracing: Tracing.ACTIVE,
      environment: {
        ...props.environment,
        ...(sourceMaps && { NODE_OPTIONS: '--enable-source-maps' }),
      },
      ...(props.network && {
        vpc: props.network.vpc,
        vpcSubnets: props.network.subnets,
        securityGroups: [props.network.securityGroup],
      }),
    });
    acknowledgeFunction(this, props.network !== undefined);
  }

  private createRole({ network }: BundledFunctionProps): Role {
    return new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      // In the role itself and not attached later: Lambda checks the network permissions when it
      // creates the function, and CloudFormation has the role, not its policies, ready by then.
      inlinePolicies: {
        Logs: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [this.logGroup.logGroupArn],
            }),
          ],
        }),
        ...(network && { Network: networkPolicy(Stack.of(this)) }),
      },
    });
  }
}

/**
 * The interface calls for Lambda, and not for the code that runs in it: calls from a function carry
 * `lambda:SourceFunctionArn`, calls of the Lambda service do not.
 */
function networkPolicy(stack: Stack): PolicyDocument {
  const anyFunction = stack.formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return new PolicyDocument({
    statements: [
      new PolicyStatement({ actions: NETWORK_INTERFACE_ACTIONS, resources: ['*'] }),
      new PolicyStatement({
        effect: Effect.DENY,
        actions: NETWORK_INTERFACE_ACTIONS,
        resources: ['*'],
        conditions: { ArnLike: { 'lambda:SourceFunctionArn': anyFunction } },
      }),
    ],
  });
}
