import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import {
  LambdaApplication,
  LambdaDeploymentConfig,
  LambdaDeploymentGroup,
} from 'aws-cdk-lib/aws-codedeploy';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeInlinePolicies, asNagFinding } from '@cross-account/cdk-app';
import { LIVE_ALIAS } from './order-function';
import type { OrderFunction } from './order-function';

/** The properties of a {@link CanaryDeployment}. */
export interface CanaryDeploymentProps {
  /** The functions whose live aliases are shifted gradually. */
  readonly functions: readonly OrderFunction[];
  /** Alarms that stop a deployment and roll it back. */
  readonly alarms: readonly IAlarm[];
}

/**
 * A CodeDeploy canary: a new version receives a tenth of the requests for five minutes, then all, unless an
 * alarm is raised. CloudFormation waits for it, so a rollback fails the stack update.
 */
export class CanaryDeployment extends Construct {
  readonly groups: readonly LambdaDeploymentGroup[];

  constructor(scope: Construct, id: string, props: CanaryDeploymentProps) {
    super(scope, id);
    // CDK would add AWSCodeDeployRoleForLambdaLimited, which may update all aliases.
    const role = this.createRole(props.functions).withoutPolicyUpdates();
    const application = new LambdaApplication(this, 'Application');
    this.groups = props.functions.map(
      (one) =>
        new LambdaDeploymentGroup(this, one.node.id, {
          application,
          alias: one.live,
          deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
          alarms: [...props.alarms],
          autoRollback: {
            failedDeployment: true,
            stoppedDeployment: true,
            deploymentInAlarm: true,
          },
          role,
        }),
    );
  }

  private createRole(functions: readonly OrderFunction[]): Role {
    const anyAlarm = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const role = new Role(this, 'Role', {
      description: 'CodeDeploy uses it to shift traffic between versions of the order functions',
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
      // In the role itself and not attached later, since the deployment groups depend only on the role.
      inlinePolicies: { Deploy: deployPolicy(functions, anyAlarm) },
    });
    acknowledgeInlinePolicies(role);
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${asNagFinding(anyAlarm, Stack.of(this))}]`,
      reason:
        'Reads alarm states of this account and Region. AWS does not document resource-level permissions for calls that name alarms.',
    });
    return role;
  }
}

/**
 * The actions of AWS's managed policy that a Lambda deployment without hooks needs:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForLambdaLimited.html
 */
function deployPolicy(functions: readonly OrderFunction[], anyAlarm: string): PolicyDocument {
  // A literal ARN, since the alias depends on its deployment group, which depends on this role.
  const arns = functions.map(({ bundle }) => bundle.function.functionArn);
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        actions: [
          'lambda:GetAlias',
          'lambda:UpdateAlias',
          'lambda:GetProvisionedConcurrencyConfig',
        ],
        resources: arns.flatMap((arn) => [arn, `${arn}:${LIVE_ALIAS}`]),
      }),
      new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: [anyAlarm] }),
    ],
  });
}
