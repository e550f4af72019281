/**
 * Rejects items whose attributes can't be keys of the table's indexes.
 *
 * dynalite checks the types of values in the input, but not whether they are empty, and not those
 * that an update expression computes.
 */
import type { Table } from 'dynalite/store';
import { Refusal } from './refusal';

/**
 * @param operation the operation that writes the item, such as `PutItem`, which determines
 *   DynamoDB's message.
 * @throws {Refusal} when an attribute has another type than the index's key, or is empty.
 */
export function assertIndexKeys(table: Table | undefined, item: unknown, operation: string): void {
  if (table === undefined) return;
  const { LocalSecondaryIndexes = [], GlobalSecondaryIndexes = [] } = table;
  for (const { IndexName, KeySchema } of [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes]) {
    for (const { AttributeName } of KeySchema) {
      const value = member(item, AttributeName);
      if (value === undefined) continue;
      assertType(table, { IndexName, AttributeName }, value);
      assertNotEmpty({ IndexName, AttributeName }, value, operation);
    }
  }
}

interface IndexKey {
  readonly IndexName: string;
  readonly AttributeName: string;
}

function assertType(table: Table, { IndexName, AttributeName }: IndexKey, value: object): void {
  const expected = table.AttributeDefinitions.find((each) => each.AttributeName === AttributeName);
  const [actual = ''] = Object.keys(value);
  if (expected === undefined || expected.AttributeType === actual) return;
  throw Refusal.validation(
    `One or more parameter values were invalid: Type mismatch for Index Key ${AttributeName} ` +
      `Expected: ${expected.AttributeType} Actual: ${actual} IndexName: ${IndexName}`,
  );
}

function assertNotEmpty(key: IndexKey, value: object, operation: string): void {
  const [type = '', content] = Object.entries(value)[0] ?? [];
  if (content !== '') return;
  const kind = type === 'B' ? 'binary' : 'string';
  const empty = `The AttributeValue for a key attribute cannot contain an empty ${kind} value.`;
  throw Refusal.validation(
    operation === 'UpdateItem'
      ? 'One or more parameter values are not valid. The update expression attempted to update a ' +
          `secondary index key to a value that is not supported. ${empty}`
      : 'One or more parameter values are not valid. A value specified for a secondary index key is ' +
          `not supported. ${empty} IndexName: ${key.IndexName}, IndexKey: ${key.AttributeName}`,
  );
}

function member(item: unknown, name: string): object | undefined {
  if (typeof item !== 'object' || item === null || !Object.hasOwn(item, name)) return undefined;
  const value: unknown = Reflect.get(item, name);
  return typeof value === 'object' && value !== null ? value : undefined;
}
