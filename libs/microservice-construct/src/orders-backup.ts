import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { retainIf } from '@cross-account/cdk-app';

/** The backup settings. */
export interface BackupSettings {
  /** ARN of the vault in another account of the organization that each backup is copied to. */
  readonly copyTo: string;
  /** The retention of backup and copy. @default 35 days */
  readonly keepFor?: Duration;
}

/** The properties of an {@link OrdersBackup}. */
export interface OrdersBackupProps extends BackupSettings {
  /** ARN of the table. */
  readonly tableArn: string;
  /** Retain the vault with its backups when the stack is deleted. @default false */
  readonly protect?: boolean;
}

/** The maximum length of a vault's name. */
const LONGEST_NAME = 50;

const SUFFIX = '-orders';

/** The hour (UTC) at which backups start, in a window of eight hours of AWS Backup. */
const HOUR = '3';

/**
 * A daily backup of the orders, with a copy in a vault of another account, which is out of reach for a
 * compromised account.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html
 */
export class OrdersBackup extends Construct {
  readonly vault: BackupVault;

  constructor(scope: Construct, id: string, props: OrdersBackupProps) {
    super(scope, id);
    const deleteAfter = props.keepFor ?? Duration.days(35);
    this.vault = new BackupVault(this, 'Vault', {
      // CDK would generate a name that does not start with the stack's name, which policies match.
      backupVaultName: `${Stack.of(this).stackName.slice(0, LONGEST_NAME - SUFFIX.length)}${SUFFIX}`,
      removalPolicy: retainIf(props.protect ?? false),
    });
    const plan = new BackupPlan(this, 'Plan', { backupVault: this.vault });
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'daily',
        scheduleExpression: Schedule.cron({ minute: '0', hour: HOUR }),
        deleteAfter,
        copyActions: [
          {
            destinationBackupVault: BackupVault.fromBackupVaultArn(this, 'Copies', props.copyTo),
            deleteAfter,
          },
        ],
      }),
    );
    plan.addSelection('Orders', {
      resources: [BackupResource.fromArn(props.tableArn)],
      role: this.createRole(),
      disableDefaultBackupPolicy: true,
    });
  }

  private createRole(): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSBackupServiceRolePolicyForBackup'),
      ],
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
      reason:
        'AWS Backup defines the permissions that backups and copies need, and AWS maintains this policy.',
    });
    return role;
  }
}
