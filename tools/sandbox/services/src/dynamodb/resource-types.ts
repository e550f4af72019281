/** AWS::DynamoDB: tables. */
import { z } from 'zod';
import { customName } from '@sandbox/engine/identity';
import { generatedName, resourceTypesOf, type ResourceType } from '@sandbox/engine/resource-type';
import type { AccountWith } from '../services';
import { attributeDefinitions, keySchema } from './table-schema';

type Account = AccountWith<'dynamodb'>;

const resourceType = resourceTypesOf<Account>();

const MAX_NAME_LENGTH = 255;

export const dynamoDbTypes: Readonly<Record<string, ResourceType<Account>>> = {
  'AWS::DynamoDB::Table': resourceType({
    properties: z.object({
      TableName: z.string().optional(),
      KeySchema: keySchema,
      AttributeDefinitions: attributeDefinitions,
      GlobalSecondaryIndexes: z
        .array(
          z.object({
            IndexName: z.string(),
            KeySchema: keySchema,
            Projection: z.object({
              ProjectionType: z.string(),
              NonKeyAttributes: z.array(z.string()).optional(),
            }),
          }),
        )
        .optional(),
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
    }),
    identity: ({ TableName }) => customName(TableName),
    replaceOn: ['ImportSourceSpecification', 'TableName', 'KeySchema'],
    async put(properties, context) {
      const { account } = context;
      const TableName = properties.TableName ?? generatedName(context, MAX_NAME_LENGTH);
      const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = properties;
      await account.dynamodb.createTable({
        TableName,
        KeySchema,
        AttributeDefinitions,
        DeletionProtectionEnabled: properties.DeletionProtectionEnabled,
        ...(GlobalSecondaryIndexes ? { GlobalSecondaryIndexes } : {}),
      });
      await account.dynamodb.setTimeToLive(TableName, properties.TimeToLiveSpecification);
      const Arn = `arn:aws:dynamodb:${account.region}:${account.id}:table/${TableName}`;
      return { ref: TableName, attributes: { Arn } };
    },
    delete: ({ ref }, { account }) => account.dynamodb.deleteTable(ref),
  }),
};
