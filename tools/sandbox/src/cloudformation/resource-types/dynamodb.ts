/** AWS::DynamoDB: tables. */
import { z } from 'zod';
import { stableHex } from '../../services/identifiers';
import { resourceType, type ResourceType } from '../resource-type';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));

export const dynamoDbTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::DynamoDB::Table': resourceType(
    z.object({
      TableName: z.string().optional(),
      KeySchema: keySchema,
      AttributeDefinitions: z.array(
        z.object({ AttributeName: z.string(), AttributeType: z.string() }),
      ),
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
    }),
    async (properties, { account, stackName, logicalId }) => {
      const unique = stableHex(12, account.id, stackName, logicalId);
      const TableName = properties.TableName ?? `${stackName}-${logicalId}-${unique}`;
      const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = properties;
      await account.dynamodb.createTable({
        TableName,
        KeySchema,
        AttributeDefinitions,
        ...(GlobalSecondaryIndexes ? { GlobalSecondaryIndexes } : {}),
      });
      const Arn = `arn:aws:dynamodb:${account.region}:${account.id}:table/${TableName}`;
      return { ref: TableName, attributes: { Arn } };
    },
  ),
};
