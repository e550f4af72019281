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

/** What a {@link BundledFunction} is made from. */
export interface BundledFunctionProps {
  /** Folder that holds one bundle folder for each function. */
  readonly bundlesFolder: string;
  /** Name of the function's folder there. */
  readonly bundle: string;
  /** What the function is for, as the Lambda console shows it. */
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
   * Keep the log group when the stack is deleted.
   * @default false
   */
  readonly retainLogs?: boolean;
}

/**
 * The CDK context of a stack whose functions are deployed with their source maps, as its stage says. Others
 * leave the maps out, so that they neither change an asset's hash nor take time of a cold start.
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
 * One Lambda function from a bundle: Node.js 24 on Graviton, traced, with a role and a log group of
 * its own. The role may write that log group and nothing else; grants add to it.
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
