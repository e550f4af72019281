/** Tables and their items in the console. */
import type { Account } from '@sandbox/services/account';
import { z } from 'zod';
import type { TopologyStack } from './topology';
import type { ItemPage, TableInfo } from './wire';

/** The number of items on a page. */
const ITEMS = 25;

const tableSchema = z.object({
  KeySchema: z.array(z.object({ AttributeName: z.string() })),
  GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string() })).default([]),
});

const item = z.record(z.string(), z.unknown());

const scanSchema = z.object({
  Items: z.array(item).default([]),
  LastEvaluatedKey: item.optional(),
});

export function tableInfos(stacks: readonly TopologyStack[]): readonly TableInfo[] {
  return stacks.flatMap(({ account, resources }) =>
    [...resources.values()]
      .filter(({ type }) => type === 'AWS::DynamoDB::Table')
      .map(({ physicalId, constructPath, properties }) => {
        const { data } = tableSchema.safeParse(properties);
        return {
          account,
          name: physicalId,
          constructPath,
          key: data?.KeySchema.map(({ AttributeName }) => AttributeName) ?? [],
          indexes: data?.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName) ?? [],
        };
      }),
  );
}

/**
 * Returns a page of a table's items, in the order of a scan.
 *
 * @param start `next` of the previous page; undefined for the first one.
 * @throws {Error} when the table does not exist, or `start` is invalid.
 */
export async function itemPage(
  { dynamodb }: Pick<Account, 'dynamodb'>,
  TableName: string,
  start: string | undefined,
): Promise<ItemPage> {
  const from = start === undefined ? {} : { ExclusiveStartKey: item.parse(JSON.parse(start)) };
  const scan = JSON.stringify({ TableName, Limit: ITEMS, ...from });
  const { status, body } = await dynamodb.handle('Scan', scan);
  if (status !== 200) throw new Error(`Scan of table ${TableName}: ${body}`);
  const { Items, LastEvaluatedKey } = scanSchema.parse(JSON.parse(body));
  return { items: Items, ...(LastEvaluatedKey && { next: JSON.stringify(LastEvaluatedKey) }) };
}
