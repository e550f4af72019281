/**
 * The condition keys that DynamoDB derives from a request for fine-grained access control.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
import { z } from 'zod';
import type { ConditionValue } from '@sandbox/policy/access-request';

const item = z.record(z.string(), z.unknown()).catch({});
const text = z.string().optional().catch(undefined);

/** The members that condition keys are derived from; DynamoDB rejects values of other types. */
const requestSchema = z.object({
  Item: item,
  Key: item,
  KeyConditions: item,
  AttributeUpdates: item,
  Expected: item,
  ExpressionAttributeNames: z.record(z.string(), z.string()).catch({}),
  ExpressionAttributeValues: item,
  AttributesToGet: z.array(z.string()).catch([]),
  ProjectionExpression: text,
  ConditionExpression: text,
  FilterExpression: text,
  KeyConditionExpression: text,
  UpdateExpression: text,
  Select: text,
  ReturnValues: text,
  ReturnConsumedCapacity: text,
});

type Request = z.output<typeof requestSchema>;

const EXPRESSIONS = [
  'ProjectionExpression',
  'ConditionExpression',
  'FilterExpression',
  'KeyConditionExpression',
  'UpdateExpression',
] as const;

/** The members of a request that are condition keys of the same name. */
const COPIED = ['Select', 'ReturnValues', 'ReturnConsumedCapacity'] as const;

const WORDS = new Set(
  (
    'and or not between in set remove add delete attribute_exists attribute_not_exists ' +
    'attribute_type begins_with contains size if_not_exists list_append'
  ).split(' '),
);

/**
 * @param requests the operation's input, or its parts for single items.
 * @param partitionKey the partition key attribute of the table or index.
 */
export function conditionKeys(
  requests: readonly unknown[],
  partitionKey: string | undefined,
): Map<string, ConditionValue> {
  const keys = new Map<string, ConditionValue>();
  const parsed = requests.map((request) => requestSchema.parse(request));
  const leading = partitionKey === undefined ? [] : leadingKeys(parsed, partitionKey);
  if (leading.length > 0) keys.set('dynamodb:leadingkeys', leading);
  const attributes = new Set(parsed.flatMap(attributesOf));
  if (attributes.size > 0) keys.set('dynamodb:attributes', [...attributes]);
  for (const name of COPIED) {
    const value = parsed[0]?.[name];
    if (value !== undefined) keys.set(`dynamodb:${name.toLowerCase()}`, value);
  }
  return keys;
}

function leadingKeys(requests: readonly Request[], partitionKey: string): readonly string[] {
  return requests.flatMap((request) => {
    const value =
      request.Item[partitionKey] ??
      request.Key[partitionKey] ??
      comparedTo(request, partitionKey) ??
      oldComparedTo(request, partitionKey);
    return scalar(value);
  });
}

/** Returns the value that a key condition compares the partition key with. */
function comparedTo(request: Request, partitionKey: string): unknown {
  const comparisons = (request.KeyConditionExpression ?? '').matchAll(/(#?\w+)\s*=\s*(:\w+)/g);
  for (const [, name = '', value = ''] of comparisons) {
    const attribute = request.ExpressionAttributeNames[name] ?? name;
    if (attribute === partitionKey) return request.ExpressionAttributeValues[value];
  }
  return undefined;
}

const oldConditionSchema = z.object({ AttributeValueList: z.tuple([z.unknown()]) });

/** The same for the legacy parameter `KeyConditions`. */
function oldComparedTo({ KeyConditions }: Request, partitionKey: string): unknown {
  const parsed = oldConditionSchema.safeParse(KeyConditions[partitionKey]);
  return parsed.success ? parsed.data.AttributeValueList[0] : undefined;
}

/** Returns the text of a key value such as `{ "S": "tea" }`. */
function scalar(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value)
    .filter((one) => typeof one === 'string')
    .slice(0, 1);
}

function attributesOf(request: Request): readonly string[] {
  return [
    ...Object.keys(request.Item),
    ...Object.keys(request.Key),
    ...Object.keys(request.KeyConditions),
    ...Object.keys(request.AttributeUpdates),
    ...Object.keys(request.Expected),
    ...request.AttributesToGet,
    ...EXPRESSIONS.flatMap((name) => namesIn(request[name] ?? '', request)),
  ];
}

/** Returns the top-level attributes of an expression. */
function namesIn(expression: string, { ExpressionAttributeNames }: Request): readonly string[] {
  const names = expression.match(/(?<![\w.#:])#?[A-Za-z_]\w*/g) ?? [];
  return names
    .filter((name) => !WORDS.has(name.toLowerCase()))
    .map((name) => ExpressionAttributeNames[name] ?? name);
}
