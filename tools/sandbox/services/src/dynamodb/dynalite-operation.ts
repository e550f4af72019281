/** Executes one of dynalite's operations: validates its input, then runs it on a store. */
import { createRequire } from 'node:module';
import { checkTypes, checkValidations } from 'dynalite/validations';
import type { Callback, Store } from 'dynalite/store';
import { dynaliteStore, type StoreProps } from './dynalite-store';
import { assertWhole } from './input-checks';
import { isRefusal } from './refusal';

/** An operation's input, which the callee may modify. */
export type Input = Readonly<Record<string, unknown>>;

const names: ReadonlySet<string> = new Set([
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
]);

interface Module {
  readonly types: Input;
  readonly custom: unknown;
  readonly act: (store: Store, input: Input, callback: Callback<unknown>) => void;
}

const load = createRequire(__filename);

const modules = new Map<string, Module>();

/** Loads the module of an operation at its first call, since a start needs few of them. */
function moduleOf(operation: string): Module {
  const present = modules.get(operation);
  if (present) return present;
  if (!isDynaliteOperation(operation)) throw new Error(`dynalite has no operation ${operation}`);
  const file = operation.charAt(0).toLowerCase() + operation.slice(1);
  const { types, custom } = load(`dynalite/validations/${file}`) as Omit<Module, 'act'>;
  const module = { types, custom, act: load(`dynalite/actions/${file}`) as Module['act'] };
  modules.set(operation, module);
  return module;
}

export function isDynaliteOperation(name: string): boolean {
  return names.has(name);
}

export interface OperationProps extends Omit<StoreProps, 'fail' | 'onItem'> {
  readonly input: Input;
}

/**
 * Returns the operation's output, as JSON text.
 *
 * @throws the operation's rejection (see `isRefusal`) or failure.
 */
export async function runDynalite(props: OperationProps): Promise<string> {
  return prepareDynalite(props)();
}

/**
 * Returns a function that executes the operation and returns its output as JSON text.
 *
 * @throws the rejection of an invalid input (see `isRefusal`), before a table is accessed.
 */
export function prepareDynalite({ input, ...props }: OperationProps): () => Promise<string> {
  const found = moduleOf(props.operation);
  const asksForItem = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
  const nothing = () => undefined;
  const checked = checkTypes(input, found.types);
  assertWhole(checked);
  const store = dynaliteStore({ ...props, fail: nothing, onItem: nothing });
  checkValidations(checked, found.types, found.custom, store);
  return () =>
    new Promise((resolve, reject) => {
      let met: unknown;
      const fail = (error: unknown) => {
        const failure = error instanceof Error ? error : new Error(String(error));
        reject(asksForItem ? withItem(failure, met) : failure);
      };
      const onItem = (item: unknown) => {
        met = item;
      };
      const acting = dynaliteStore({ ...props, fail, onItem });
      found.act(acting, { ...checked, ...props.tableMembers }, (error, output) => {
        if (error !== undefined && error !== null) fail(error);
        // Serialized at once, since dynalite continues to change a table's description after its
        // response.
        else resolve(written(output));
      });
    });
}

/**
 * Returns the response; some operations have none. `Attributes` is omitted if it is empty, such as
 * for attributes that an update has removed.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html#API_UpdateItem_ResponseElements
 */
function written(output: unknown): string {
  if (output === '') return '{}';
  return JSON.stringify(hasNoAttributes(output) ? { ...output, Attributes: undefined } : output);
}

function hasNoAttributes(output: unknown): output is { readonly Attributes: object } {
  if (typeof output !== 'object' || output === null || !('Attributes' in output)) return false;
  const { Attributes } = output;
  return typeof Attributes === 'object' && Object.keys(Attributes ?? {}).length === 0;
}

/**
 * dynalite ignores `ReturnValuesOnConditionCheckFailure`, so the item that failed the condition is
 * added to the error here.
 */
function withItem(error: Error, item: unknown): Error {
  if (!isRefusal(error) || item === undefined) return error;
  if (!String(error.body.__type).endsWith('#ConditionalCheckFailedException')) return error;
  return Object.assign(error, { body: { ...error.body, Item: item } });
}
