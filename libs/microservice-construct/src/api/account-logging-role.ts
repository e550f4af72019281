import { CustomResource, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BundledFunction, libraryBundles } from '@cross-account/cdk-app';

/** The properties of an {@link AccountLoggingRole}. */
export interface AccountLoggingRoleProps {
  /** Keep the function's log group when the stack is deleted. @default false */
  readonly retainLogs?: boolean;
}

const API_GATEWAY = 'apigateway.amazonaws.com';

/**
 * Ensures that API Gateway may write access logs in this account and Region. All APIs in them share the
 * setting, and `AWS::ApiGateway::Account` overwrites it, so a custom resource sets it only when it is
 * missing. Constructs that need the setting must depend on this one.
 */
export class AccountLoggingRole extends Construct {
  /** The role that is set if the account has none; another role may be in use. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: AccountLoggingRoleProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      description: 'API Gateway uses it to write the logs of all APIs of this account and Region',
      assumedBy: new ServicePrincipal(API_GATEWAY),
      // The policy that API Gateway documents, and requires of a role:
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs'),
      ],
    });
    // Retained when the stack is deleted, since APIs of other stacks may use it.
    this.role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    Validations.of(this.role).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      reason:
        'The role serves every API of the account and Region, whose log groups are not known in advance; AWS documents this policy for it.',
    });
    this.setIfMissing(props);
  }

  private setIfMissing({ retainLogs = false }: AccountLoggingRoleProps): void {
    const setter = new BundledFunction(this, 'Setter', {
      bundlesFolder: libraryBundles('microservice-construct'),
      bundle: 'api-gateway-account',
      description: 'Custom resource: sets the logging role of API Gateway if none is set',
      timeout: Duration.minutes(3),
      memorySizeMiB: 256,
      retainLogs,
    });
    const statements = [
      new PolicyStatement({
        // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
        actions: ['apigateway:GET', 'apigateway:PATCH'],
        resources: [
          Stack.of(this).formatArn({ service: 'apigateway', account: '', resource: '/account' }),
        ],
      }),
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': API_GATEWAY } },
      }),
    ];
    const grants = statements.map((one) => setter.role.addToPrincipalPolicy(one));
    const setting = new CustomResource(this, 'Setting', {
      resourceType: 'Custom::ApiGatewayLoggingRole',
      serviceToken: setter.function.functionArn,
      serviceTimeout: Duration.minutes(4),
      properties: { RoleArn: this.role.roleArn },
    });
    // The function may be invoked as soon as it exists; without its policy its calls would be denied.
    for (const { policyDependable } of grants) {
      if (policyDependable) setting.node.addDependency(policyDependable);
    }
  }
}
