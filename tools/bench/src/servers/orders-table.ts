/** The orders table in a local DynamoDB. */
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { ordersTableSchema } from '@cross-account/orders-domain/dynamodb';

/** @param accessKeyId the owner of the tables: in the sandbox, an account ID */
export function localClient(endpoint: string, accessKeyId: string): DynamoDBClient {
  const credentials = { accessKeyId, secretAccessKey: 'any' };
  return new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials });
}

/** Creates a table with the index for lists, as the stack of a service does. */
export async function createOrdersTable(client: DynamoDBClient, TableName: string): Promise<void> {
  const { partitionKey, index } = ordersTableSchema;
  const keys = [partitionKey, index.partitionKey, index.sortKey];
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map(({ name, type }) => ({
        AttributeName: name,
        AttributeType: type,
      })),
      KeySchema: [{ AttributeName: partitionKey.name, KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: index.name,
          KeySchema: [
            { AttributeName: index.partitionKey.name, KeyType: 'HASH' },
            { AttributeName: index.sortKey.name, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: index.projection },
        },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName });
}
