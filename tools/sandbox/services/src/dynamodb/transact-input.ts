/**
 * The inputs of transactions, and their parts for single items.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html
 */
import { types as getTypes } from 'dynalite/validations/getItem';
import { types as putTypes } from 'dynalite/validations/putItem';
import { types as updateTypes } from 'dynalite/validations/updateItem';
import { checkTypes, checkValidations } from 'dynalite/validations';
import { z } from 'zod';
import type { Input, OperationProps } from './dynalite-operation';
import { dynaliteStore } from './dynalite-store';
import { assertWhole } from './input-checks';
import { Refusal } from './refusal';

const { TableName, ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } =
  putTypes;
const { Key } = getTypes;
const MAX_ITEMS = 100;

const conditional = {
  TableName,
  ConditionExpression,
  ExpressionAttributeNames,
  ExpressionAttributeValues,
  ReturnValuesOnConditionCheckFailure: { type: 'String', enum: ['ALL_OLD', 'NONE'] },
};

const needed = { type: 'String', notNull: true };

/** The types of actions, with their members. */
const KINDS = {
  ConditionCheck: { ...conditional, Key, ConditionExpression: needed },
  Put: { ...conditional, Item: putTypes['Item'] },
  Delete: { ...conditional, Key },
  Update: { ...conditional, Key, UpdateExpression: needed },
  Get: {
    TableName,
    Key,
    ExpressionAttributeNames,
    ProjectionExpression: getTypes['ProjectionExpression'],
  },
};

export type ActionKind = keyof typeof KINDS;

/** One action of a transaction, on one item. */
export interface Action {
  readonly kind: ActionKind;
  readonly table: string;
  /** The key, or the item that contains it. */
  readonly keyed: Input;
  /** The input of the corresponding single-item operation. */
  readonly input: Input;
}

export interface TransactInput {
  readonly actions: readonly Action[];
  readonly token: string | undefined;
}

const WRITES: readonly ActionKind[] = ['ConditionCheck', 'Put', 'Delete', 'Update'];

const ONE_ACTION = 'TransactItems can only contain one of Check, Put, Update or Delete';

const { ReturnConsumedCapacity, ReturnItemCollectionMetrics } = updateTypes;

const typesOf = (kinds: readonly ActionKind[]): Input => ({
  TransactItems: {
    type: 'List',
    notNull: true,
    lengthGreaterThanOrEqual: 1,
    lengthLessThanOrEqual: MAX_ITEMS,
    children: {
      type: 'ValueStruct<TransactItem>',
      children: Object.fromEntries(
        kinds.map((kind) => [kind, { type: `FieldStruct<${kind}>`, children: KINDS[kind] }]),
      ),
    },
  },
  ReturnConsumedCapacity,
});

const inputTypes: ReadonlyMap<string, Input> = new Map([
  [
    'TransactWriteItems',
    {
      ...typesOf(WRITES),
      ReturnItemCollectionMetrics,
      ClientRequestToken: {
        type: 'String',
        lengthGreaterThanOrEqual: 1,
        lengthLessThanOrEqual: 36,
      },
    },
  ],
  ['TransactGetItems', typesOf(['Get'])],
]);

const itemSchema = z.record(z.string(), z.unknown());
const checkedSchema = z.object({
  TransactItems: z.array(z.record(z.string(), itemSchema)),
  ReturnConsumedCapacity: z.string().optional(),
  ClientRequestToken: z.string().optional(),
});
const actionSchema = z.looseObject({
  TableName: z.string(),
  Key: itemSchema.optional(),
  Item: itemSchema.optional(),
});

/** @throws {Refusal} when the input can't be parsed, or a member is invalid. */
export function transactInput(props: OperationProps): TransactInput {
  const types = inputTypes.get(props.operation) ?? {};
  const checked = checkTypes(props.input, types);
  assertWhole(checked);
  const nothing = () => undefined;
  const store = dynaliteStore({ ...props, fail: nothing, onItem: nothing });
  checkValidations(checked, types, undefined, store);
  const {
    TransactItems,
    ReturnConsumedCapacity: capacity,
    ClientRequestToken: token,
  } = checkedSchema.parse(checked);
  return {
    token,
    actions: TransactItems.map((item) => actionOf(item, capacity)),
  };
}

function actionOf(
  item: z.output<typeof checkedSchema>['TransactItems'][number],
  capacity?: string,
) {
  const [given, ...more] = Object.entries(item);
  if (!given || more.length > 0) throw Refusal.validation(ONE_ACTION);
  const [kind, members] = given;
  const { TableName: table, Key: key, Item: whole } = actionSchema.parse(members);
  return {
    kind: kind as ActionKind,
    table,
    keyed: key ?? whole ?? {},
    input: {
      ...members,
      ...(capacity === undefined ? {} : { ReturnConsumedCapacity: capacity }),
    },
  };
}
