import { Match, Template } from 'aws-cdk-lib/assertions';
import { defineService } from '@cross-account/orders-domain';
import type { ServiceStage } from '../src/stage';
import { orderStack, plainStage } from './support/order-stack';

const COPIES = 'arn:aws:backup:eu-central-1:999999999999:backup-vault:orders';

const synth = (change: Partial<ServiceStage> = {}) =>
  Template.fromStack(
    orderStack(defineService({ name: 'dessert', items: ['cake'] }), { ...plainStage, ...change }),
  );

describe('backups of the orders', () => {
  const template = synth({ backup: { copyTo: COPIES } });

  it('exist if the stage names a vault to copy them to', () => {
    for (const type of ['BackupVault', 'BackupPlan', 'BackupSelection']) {
      synth().resourceCountIs(`AWS::Backup::${type}`, 0);
      template.resourceCountIs(`AWS::Backup::${type}`, 1);
    }
  });

  it.each([
    [undefined, 35],
    [90, 90],
  ])(
    'are made daily, copied to the other account, and kept for the same time: %p',
    (keepDays, days) => {
      const backup = { copyTo: COPIES, ...(keepDays !== undefined && { keepDays }) };
      synth({ backup }).hasResourceProperties('AWS::Backup::BackupPlan', {
        BackupPlan: Match.objectLike({
          BackupPlanRule: [
            Match.objectLike({
              ScheduleExpression: 'cron(0 3 * * ? *)',
              Lifecycle: { DeleteAfterDays: days },
              TargetBackupVault: {
                'Fn::GetAtt': [Match.stringLikeRegexp('Vault'), 'BackupVaultName'],
              },
              CopyActions: [
                { DestinationBackupVaultArn: COPIES, Lifecycle: { DeleteAfterDays: days } },
              ],
            }),
          ],
        }),
      });
    },
  );

  it('contain the table, and use a role that AWS Backup assumes', () => {
    const roles = template.findResources('AWS::IAM::Role', {
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [{ Principal: { Service: 'backup.amazonaws.com' } }],
        },
      },
    });
    const [role = 'none'] = Object.keys(roles);
    template.hasResourceProperties('AWS::Backup::BackupSelection', {
      BackupSelection: Match.objectLike({
        IamRoleArn: { 'Fn::GetAtt': [role, 'Arn'] },
        Resources: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('OrdersTable'), 'Arn'] }],
      }),
    });
  });

  it('are retained with a protected stage’s vault when the stack is deleted', () => {
    template.hasResource('AWS::Backup::BackupVault', { DeletionPolicy: 'Delete' });
    const alarmTopicArn = 'arn:aws:sns:eu-central-1:222222222222:alarms';
    synth({ protect: true, alarmTopicArn, backup: { copyTo: COPIES } }).hasResource(
      'AWS::Backup::BackupVault',
      { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' },
    );
  });
});
