/** AWS::DynamoDB: tables. */
import { z } from 'zod';
import { customName } from '@sandbox/engine/identity';
import { harmless, refused } from '@sandbox/engine/property-declarations';
import { generatedName, resourceTypesOf, type ResourceType } from '@sandbox/engine/resource-type';
import type { AccountWith } from '../services';
import { tagList } from '../tags';
import { attributeDefinitions, keySchema } from './table-schema';

type Account = AccountWith<'dynamodb'>;

const resourceType = resourceTypesOf<Account>();

const MAX_NAME_LENGTH = 255;

/** Capacity is validated, but not limited. */
const throughput = z.object({
  ReadCapacityUnits: z.coerce.number().int(),
  WriteCapacityUnits: z.coerce.number().int(),
});

const indexSchema = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({
    ProjectionType: z.string(),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
  ProvisionedThroughput: throughput.optional(),
});

const INVALID = 'One or more parameter values were invalid';

/** Returns DynamoDB's error for an index that does not match its table or its projection. */
function problemOf(
  { IndexName, Projection, ProvisionedThroughput }: z.output<typeof indexSchema>,
  billingMode: string,
): string | undefined {
  const { ProjectionType, NonKeyAttributes } = Projection;
  if (ProjectionType === 'INCLUDE' && NonKeyAttributes === undefined) {
    return 'ProjectionType is INCLUDE, but NonKeyAttributes is not specified';
  }
  if (billingMode === 'PROVISIONED' && ProvisionedThroughput === undefined) {
    return `ProvisionedThroughput must be specified for index: ${IndexName}`;
  }
  if (billingMode === 'PAY_PER_REQUEST' && ProvisionedThroughput !== undefined) {
    return (
      `ProvisionedThroughput should not be specified for index: ${IndexName} when BillingMode is ` +
      'PAY_PER_REQUEST'
    );
  }
  return undefined;
}

export const dynamoDbTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::DynamoDB::Table': resourceType({
    properties: z
      .object({
        TableName: z.string().optional(),
        KeySchema: keySchema,
        AttributeDefinitions: attributeDefinitions,
        GlobalSecondaryIndexes: z.array(indexSchema).optional(),
        BillingMode: z.enum(['PAY_PER_REQUEST', 'PROVISIONED']).default('PROVISIONED'),
        ProvisionedThroughput: throughput.optional(),
        DeletionProtectionEnabled: z.stringbool().or(z.boolean()).default(false),
        TimeToLiveSpecification: z
          .object({
            AttributeName: z.string().min(1).max(255).optional(),
            Enabled: z.stringbool().or(z.boolean()),
          })
          .refine(
            ({ AttributeName, Enabled }) => !Enabled || AttributeName !== undefined,
            'AttributeName is needed where it is enabled',
          )
          .optional(),
        Tags: tagList,
      })
      .refine(
        ({ BillingMode, ProvisionedThroughput }) =>
          BillingMode === 'PAY_PER_REQUEST' || ProvisionedThroughput !== undefined,
        `${INVALID}: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is ` +
          'PROVISIONED',
      )
      .refine(
        ({ BillingMode, ProvisionedThroughput }) =>
          BillingMode === 'PROVISIONED' || ProvisionedThroughput === undefined,
        `${INVALID}: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is ` +
          'PAY_PER_REQUEST',
      )
      .superRefine(({ BillingMode, GlobalSecondaryIndexes = [] }, context) => {
        for (const index of GlobalSecondaryIndexes) {
          const problem = problemOf(index, BillingMode);
          if (problem !== undefined) context.addIssue(`${INVALID}: ${problem}`);
        }
      }),
    unread: [
      harmless(
        'throughput is not limited',
        'GlobalSecondaryIndexes.OnDemandThroughput',
        'GlobalSecondaryIndexes.WarmThroughput',
        'OnDemandThroughput',
        'WarmThroughput',
      ),
      harmless(
        'metrics, billing and backups of tables are not emulated',
        'ContributorInsightsSpecification',
        'GlobalSecondaryIndexes.ContributorInsightsSpecification',
        'PointInTimeRecoverySpecification',
        'TableClass',
      ),
      harmless(
        'reading a table requires no permission for a key',
        'SSESpecification.SSEEnabled',
        'SSESpecification.SSEType',
      ),
      refused(
        'tables that are encrypted with a customer managed key are not emulated',
        'SSESpecification.KMSMasterKeyId',
      ),
      refused('imports from S3 are not emulated', 'ImportSourceSpecification'),
      refused('streams are not emulated', 'KinesisStreamSpecification', 'StreamSpecification'),
      refused('local secondary indexes are not emulated', 'LocalSecondaryIndexes'),
      refused('resource policies of tables are not evaluated', 'ResourcePolicy'),
      refused('vector indexes are not emulated', 'VectorIndexes'),
    ],
    identity: ({ TableName }) => customName(TableName),
    replaceOn: ['ImportSourceSpecification', 'TableName', 'KeySchema'],
    async put(properties, context, previous) {
      const { account } = context;
      const TableName = properties.TableName ?? generatedName(context, MAX_NAME_LENGTH);
      const { KeySchema, AttributeDefinitions } = properties;
      const GlobalSecondaryIndexes = properties.GlobalSecondaryIndexes?.map(
        ({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }),
      );
      await account.dynamodb.createTable({
        TableName,
        KeySchema,
        AttributeDefinitions,
        DeletionProtectionEnabled: properties.DeletionProtectionEnabled,
        ...(GlobalSecondaryIndexes ? { GlobalSecondaryIndexes } : {}),
      });
      await account.dynamodb.setTimeToLive(TableName, properties.TimeToLiveSpecification);
      const Arn = `arn:aws:dynamodb:${account.region}:${account.id}:table/${TableName}`;
      await account.dynamodb.tags.put(Arn, properties.Tags, previous?.properties.Tags ?? []);
      return { ref: TableName, attributes: { Arn } };
    },
    delete: ({ ref }, { account }) => account.dynamodb.deleteTable(ref),
  }),
};
