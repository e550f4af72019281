import { Stack } from 'aws-cdk-lib';
import { CfnFlowLog } from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  acknowledgeLogEncryption,
  acknowledgeInlinePolicies,
  retainIf,
} from '@cross-account/cdk-app';

/** The properties of a {@link VpcFlowLog}. */
export interface VpcFlowLogProps {
  readonly vpc: IVpc;
  /** @default RetentionDays.THREE_MONTHS */
  readonly retention?: RetentionDays;
  /** Keep the log group when the stack is deleted. @default false */
  readonly retainLogs?: boolean;
}

/**
 * Logs the accepted and rejected connections of a VPC. L1, because the L2 allows the role to pass itself,
 * which flow logs do not need.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export class VpcFlowLog extends Construct {
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: VpcFlowLogProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: props.retention ?? RetentionDays.THREE_MONTHS,
      removalPolicy: retainIf(props.retainLogs ?? false),
    });
    acknowledgeLogEncryption(this.logGroup);
    new CfnFlowLog(this, 'FlowLog', {
      resourceType: 'VPC',
      resourceId: props.vpc.vpcId,
      trafficType: 'ALL',
      maxAggregationInterval: 600,
      logGroupName: this.logGroup.logGroupName,
      deliverLogsPermissionArn: this.createRole().roleArn,
    });
  }

  /** Creates a role for flow logs of this account, and only this log group. */
  private createRole(): Role {
    const stack = Stack.of(this);
    const anyFlowLog = stack.formatArn({
      service: 'ec2',
      resource: 'vpc-flow-log',
      resourceName: '*',
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': anyFlowLog },
        },
      }),
      inlinePolicies: {
        Logs: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
              resources: [this.logGroup.logGroupArn],
            }),
          ],
        }),
      },
    });
    acknowledgeInlinePolicies(role);
    return role;
  }
}
