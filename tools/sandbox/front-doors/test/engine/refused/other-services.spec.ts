import { changed, oneOfEach, Ref } from '../../../src/testing/one-of-each';
import { itRefuses } from '../../../src/testing/refusals';

const { Vpc, Subnet, Zone, Items } = oneOfEach;
const zone = { Vpc, Subnet, Zone };
const ENCRYPTION_FAILURE =
  /Secrets Manager can't encrypt the protected secret text using the provided KMS key\./;

const long = 'a'.repeat(64);

const index = (change: object) => ({
  IndexName: 'by-id',
  KeySchema: Items.Properties.KeySchema,
  Projection: { ProjectionType: 'ALL' },
  ...change,
});
const capacity = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
const onDemand = (change: object) => ({
  Items: changed('Items', { GlobalSecondaryIndexes: [index(change)] }),
});
const provisioned = { BillingMode: 'PROVISIONED', ProvisionedThroughput: capacity };

itRefuses(
  [
    [
      'a record with a label of 64 characters',
      { ...zone, Record: changed('Record', { Name: `${long}.orders.test` }) },
      /DomainLabelTooLong \(Domain label is too long\) encountered with 'a+\.orders\.test'/,
    ],
    [
      'a zone with a label of 64 characters',
      { Zone: changed('Zone', { Name: long, VPCs: [] }) },
      /DomainLabelTooLong/,
    ],
    [
      'a record in an unknown zone',
      { Record: changed('Record', { HostedZoneId: 'Z0123456789' }) },
      /No hosted zone found with ID: Z0123456789/,
    ],
    [
      'a record in a zone by its ID and its name',
      { ...zone, Record: changed('Record', { HostedZoneName: 'orders.test.' }) },
      /specify either HostedZoneName or HostedZoneId, but not both/,
    ],
    [
      'an alias of an unknown key',
      { KeyAlias: changed('KeyAlias', { TargetKeyId: '0123' }) },
      /Key '0123' does not exist/,
    ],
    [
      'a secret with an unknown key',
      { Secret: changed('Secret', { KmsKeyId: 'alias/gone' }) },
      ENCRYPTION_FAILURE,
    ],
    [
      'a secret with a disabled key',
      {
        Key: changed('Key', { Enabled: false }),
        Secret: changed('Secret', { KmsKeyId: Ref('Key') }),
      },
      ENCRYPTION_FAILURE,
    ],
    [
      'a policy without a principal to attach it to',
      { Inline: changed('Inline', { Roles: [] }) },
      /At least one of \[Groups,Roles,Users\] must be non-empty\./,
    ],
    [
      'a role that trusts a service without its domain',
      {
        Role: changed('Role', {
          AssumeRolePolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda' } },
            ],
          },
        }),
      },
      /a service principal is a name such as lambda\.amazonaws\.com/,
    ],
    [
      'an index that includes nothing',
      onDemand({ Projection: { ProjectionType: 'INCLUDE' } }),
      /ProjectionType is INCLUDE, but NonKeyAttributes is not specified/,
    ],
    [
      'the throughput of an index of an on-demand table',
      onDemand({ ProvisionedThroughput: capacity }),
      /ProvisionedThroughput should not be specified for index: by-id when BillingMode is PAY_PER_REQUEST/,
    ],
    [
      'an index without throughput of a provisioned table',
      { Items: changed('Items', { ...provisioned, GlobalSecondaryIndexes: [index({})] }) },
      /ProvisionedThroughput must be specified for index: by-id/,
    ],
  ],
  [
    [
      'an index with throughput of a provisioned table',
      {
        Items: changed('Items', {
          ...provisioned,
          GlobalSecondaryIndexes: [index({ ProvisionedThroughput: capacity })],
        }),
      },
    ],
    [
      'a label of 63 characters',
      { ...zone, Record: changed('Record', { Name: `${'a'.repeat(63)}.orders.test` }) },
    ],
  ],
);
