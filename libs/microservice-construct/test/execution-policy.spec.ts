import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import {
  driftPolicyProblems,
  executionPolicyProblems,
  needlessActions,
} from '@cross-account/aws-checks';
import type { CloudFormationTemplate, PolicyDocument } from '@cross-account/aws-checks';
import { defineService } from '@cross-account/orders-domain';
import type { ServiceStack } from '../src/service-stack';
import type { ServiceStage } from '../src/stage';
import { orderStack, plainStage } from './support/order-stack';

const policyNamed = (name: string) => {
  const file = path.join(__dirname, '../../../docs/policies', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as PolicyDocument;
};

const policy = policyNamed('order-service-execution');

const stackOf = (change: Partial<ServiceStage> = {}) =>
  orderStack(defineService({ name: 'dessert', items: ['cake'] }), { ...plainStage, ...change });

const json = (stack: ServiceStack) => Template.fromStack(stack).toJSON() as CloudFormationTemplate;

/** Without options, and with all except for backups. */
const templates = [
  stackOf(),
  stackOf({
    protect: true,
    customerManagedKey: true,
    flowLogs: true,
    canary: true,
    access: 'iam',
    callers: ['arn:aws:iam::111111111111:root'],
    certificate: { publicHostedZoneId: 'Z0123456789' },
  }),
].map(json);

/** A stage with backups, which has a separate policy because of IAM's size limit. */
const backedUp = json(
  stackOf({
    protect: true,
    customerManagedKey: true,
    backup: { copyTo: 'arn:aws:backup:eu-central-1:999999999999:backup-vault:orders' },
  }),
);
const backupPolicy = policyNamed('order-service-backup');

/** A stage with a private domain name, which also has a separate policy. */
const named = json(stackOf({ protect: true, domainMode: 'both', consumerAccount: '111111111111' }));
const domainPolicy = policyNamed('order-service-private-domain');

/** Examples of names that CloudFormation and CDK generate. */
const NAMES = [
  'dessert-service-prod-MicroserviceOrdersTable1A2B3C4D-X5Y6Z7',
  'restapis',
  'cdk-hnb659fds-assets-111111111111-eu-central-1',
  'cdk-bootstrap/hnb659fds/version',
];

describe('the execution policy of a service account', () => {
  it('allows what CloudFormation’s handlers call, without options and with all', async () => {
    expect(await executionPolicyProblems([policy], templates, NAMES)).toEqual([]);
  });

  it('allows nothing else without a reason', async () => {
    const reasons = {
      'ec2:Describe*': 'Reads what is there, and has no narrower resource.',
    };
    expect(await needlessActions(policy, templates, reasons)).toEqual([]);
  });

  it('has a separate policy for backups, which allows nothing else', async () => {
    const both = [policy, backupPolicy];
    expect(await executionPolicyProblems(both, [backedUp], NAMES)).toEqual([]);
    expect(await executionPolicyProblems([policy], [backedUp], NAMES)).toContain(
      'lacks backup:CreateBackupVault, for AWS::Backup::BackupVault',
    );
    expect(await needlessActions(backupPolicy, [backedUp], {})).toEqual([]);
  });

  it('has a separate policy for private domain names, with exactly the permissions that they need', async () => {
    const both = [policy, domainPolicy];
    expect(await executionPolicyProblems(both, [named], NAMES)).toEqual([]);
    expect(await executionPolicyProblems([policy], [named], NAMES)).toContain(
      'lacks ram:CreateResourceShare, for AWS::RAM::ResourceShare',
    );
    expect(await needlessActions(domainPolicy, [named], {})).toEqual([]);
  });

  it('does not apply to roles of AWS’s own services', () => {
    const roles = policy.Statement.filter(({ Action }) => Action.includes('iam:CreateRole'));
    const patterns = roles.flatMap(({ Resource }) => Resource);
    const reached = (arn: string) =>
      patterns.some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(arn));
    expect(reached('arn:aws:iam::111111111111:role/dessert-service-dev-Role-A1')).toBe(true);
    expect(
      reached(
        'arn:aws:iam::111111111111:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS',
      ),
    ).toBe(false);
  });

  it('allows no change of resources that are tagged for another kind of application', () => {
    const own = policy.Statement.find(({ Condition }) => Condition?.['StringLikeIfExists']);
    expect(own?.Condition).toEqual({
      StringLikeIfExists: { 'aws:ResourceTag/application': '*-service' },
    });
    expect(stackOf().tags.tagValues()['application']).toBe('dessert-service');
  });
});

describe('the policy for drift detection', () => {
  it('allows reading every resource of a service’s stack, and no changes', async () => {
    const drift = policyNamed('drift-detection');
    expect(await driftPolicyProblems(drift, [...templates, backedUp, named], NAMES)).toEqual([]);
  });
});
