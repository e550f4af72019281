/** Changes an order with one conditional write. */
import { isDeepStrictEqual } from 'node:util';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  UpdateCommand,
  type DynamoDBDocumentClient,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { meets, type FieldCondition } from '../../domain/field-condition';
import { orderIdSchema, storedValues, type Order } from '../../domain/order';
import type { OrderChange, OrderUpdater, UpdateOutcome } from '../../ports/order-store';
import { startBudget } from './document-client';
import type { OrderReaderSettings } from './order-reader';
import { withTableErrors } from './store-errors';
import { conflictingItem, itemReader } from './stored-order';
import { ordersTableSchema } from './table-schema';

const { partitionKey } = ordersTableSchema;

/** Returns an updater that needs `dynamodb:UpdateItem` on the table. */
export function dynamoOrderUpdater(
  client: DynamoDBDocumentClient,
  { tableName, service }: OrderReaderSettings,
): OrderUpdater {
  const read = itemReader(service);
  const defaults = storedValues({ ...service.fields, ...service.state }, {});
  return {
    update: async (orderId, change) => {
      if (!z.safeParse(orderIdSchema, orderId).success) {
        return { updated: false, existing: undefined };
      }
      const command = new UpdateCommand({
        TableName: tableName,
        Key: { [partitionKey.name]: orderId },
        ...expressionsOf(change, defaults),
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      const abortSignal = startBudget()();
      try {
        const { Attributes = {} } = await withTableErrors(() =>
          client.send(command, { abortSignal }),
        );
        return { updated: true, order: read(Attributes) };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        const existing = error.Item && read(conflictingItem(error.Item));
        return outcomeOf(existing, change);
      }
    },
  };
}

/**
 * Returns the outcome of a failed condition. The change may have been written by an earlier attempt of the
 * SDK.
 */
function outcomeOf(existing: Order | undefined, { set }: OrderChange): UpdateOutcome {
  const isMade =
    existing !== undefined &&
    Object.entries(set).every(([name, value]) => isDeepStrictEqual(existing[name], value));
  return isMade ? { updated: true, order: existing } : { updated: false, existing };
}

type Expressions = Pick<
  UpdateCommandInput,
  | 'ConditionExpression'
  | 'ExpressionAttributeNames'
  | 'ExpressionAttributeValues'
  | 'UpdateExpression'
>;

/** Uses placeholders for all names and values: a field's name may be a reserved word of DynamoDB. */
function expressionsOf(
  { set, onlyIf = {} }: OrderChange,
  defaults: Readonly<Record<string, unknown>>,
): Expressions {
  const names: Record<string, string> = { '#id': partitionKey.name };
  const values: Record<string, unknown> = {};
  const changes = Object.entries(set).map(([name, value], index) => {
    names[`#set${index}`] = name;
    values[`:set${index}`] = value;
    return `#set${index} = :set${index}`;
  });
  const conditions = Object.entries(onlyIf).map(([name, required], index) => {
    const condition = required as FieldCondition;
    const absent = `attribute_not_exists(#if${index})`;
    names[`#if${index}`] = name;
    const { comparison, value } = comparisonOf(condition);
    if (comparison === undefined) return absent;
    values[`:if${index}`] = value;
    const stored = `#if${index} ${comparison} :if${index}`;
    return meets(defaults[name], condition) ? `(${absent} OR ${stored})` : stored;
  });
  return {
    UpdateExpression: `SET ${changes.join(', ')}`,
    // Without this condition, an update of an order that does not exist would create one.
    ConditionExpression: ['attribute_exists(#id)', ...conditions].join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}

function comparisonOf(condition: FieldCondition): {
  readonly comparison?: '=' | '>=' | '<=';
  readonly value?: string | number | boolean;
} {
  if ('equals' in condition) return { comparison: '=', value: condition.equals };
  if ('atLeast' in condition) return { comparison: '>=', value: condition.atLeast };
  if ('atMost' in condition) return { comparison: '<=', value: condition.atMost };
  return {};
}
