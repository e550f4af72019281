import { CustomResource, Duration, Stack, Validations } from 'aws-cdk-lib';
import type { IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BundledFunction, libraryBundles } from '@cross-account/cdk-app';

/** The properties of a {@link ClosedDefaultSecurityGroup}. */
export interface ClosedDefaultSecurityGroupProps {
  readonly vpc: IVpc & Pick<Vpc, 'vpcDefaultSecurityGroup'>;
}

/**
 * Revokes all rules of a VPC's default security group, so that resources with it have no connections.
 * CloudFormation can't revoke them, so a function does. CDK's own function is not used, since its role may write to
 * every log group, and its logs never expire.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2
 */
export class ClosedDefaultSecurityGroup extends Construct {
  constructor(scope: Construct, id: string, props: ClosedDefaultSecurityGroupProps) {
    super(scope, id);
    Validations.of(props.vpc).acknowledge({
      id: 'NIST.800.53.R5-VPCDefaultSecurityGroupClosed',
      reason: 'Not visible in the template: a custom resource removes the rules of the group.',
    });
    const stack = Stack.of(this);
    const groupId = props.vpc.vpcDefaultSecurityGroup;
    const closer = new BundledFunction(this, 'Closer', {
      bundlesFolder: libraryBundles('networking'),
      bundle: 'close-default-security-group',
      description: 'Custom resource: closes the default security group of a VPC',
      timeout: Duration.seconds(30),
      memorySizeMiB: 256,
    });
    const grant = closer.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['ec2:RevokeSecurityGroupIngress', 'ec2:RevokeSecurityGroupEgress'],
        resources: [
          stack.formatArn({ service: 'ec2', resource: 'security-group', resourceName: groupId }),
        ],
      }),
    );
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::ClosedDefaultSecurityGroup',
      serviceToken: closer.function.functionArn,
      serviceTimeout: Duration.minutes(2),
      properties: { GroupId: groupId, Account: stack.account },
    });
    // The function may be invoked as soon as it exists; without its policy its calls would be denied.
    if (grant.policyDependable) resource.node.addDependency(grant.policyDependable);
  }
}
