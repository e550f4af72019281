/** DynamoDB's validation rules that dynalite lacks. */
import type { Input } from './dynalite-operation';
import { Refusal } from './refusal';

/** @throws {Refusal} when DynamoDB rejects an input that dynalite accepts. */
export function assertAllowed(operation: string, input: Input): void {
  const { ReturnValues, ReturnValuesOnConditionCheckFailure: onFailure } = input;
  if (operation === 'DeleteItem' && isOfUpdates(ReturnValues)) {
    throw Refusal.validation('ReturnValues can only be ALL_OLD or NONE');
  }
  assertArn(input.ResourceArn);
  for (const name of EXPRESSIONS) assertSize(name, input[name]);
  for (const name of CONDITIONS) assertOperands(name, input[name]);
  if (operation === 'Query' || operation === 'Scan') assertSelect(operation, input);
  if (operation === 'BatchWriteItem') assertWrites(input.RequestItems);
  if (typeof onFailure === 'string' && onFailure !== 'ALL_OLD' && onFailure !== 'NONE') {
    throw Refusal.validation(
      `1 validation error detected: Value '${onFailure}' at 'returnValuesOnConditionCheckFailure' ` +
        'failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]',
    );
  }
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-expression-parameters */
const MAX_EXPRESSION_BYTES = 4096;

const EXPRESSIONS = [
  'ConditionExpression',
  'FilterExpression',
  'KeyConditionExpression',
  'ProjectionExpression',
  'UpdateExpression',
] as const;

function assertSize(name: string, expression: unknown): void {
  if (typeof expression !== 'string') return;
  const bytes = Buffer.byteLength(expression);
  if (bytes <= MAX_EXPRESSION_BYTES) return;
  throw Refusal.validation(
    `Invalid ${name}: Expression size has exceeded the maximum allowed size; expression size: ${bytes}`,
  );
}

const CONDITIONS = ['ConditionExpression', 'FilterExpression'] as const;

const MAX_IN_OPERANDS = 100;

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html */
function assertOperands(name: string, expression: unknown): void {
  if (typeof expression !== 'string') return;
  for (const [, operands = ''] of expression.matchAll(/\bIN\s*\(((?:[^()]|\([^()]*\))*)\)/gi)) {
    const count = operands.split(',').length;
    if (count <= MAX_IN_OPERANDS) continue;
    throw Refusal.validation(
      `Invalid ${name}: The IN operator is provided with too many operands; number of operands: ${count}`,
    );
  }
}

/**
 * `Select` has to be consistent with the other members of a query or a scan.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html#DDB-Query-request-Select
 */
function assertSelect(operation: 'Query' | 'Scan', input: Input): void {
  const { Select, IndexName, AttributesToGet, ProjectionExpression } = input;
  const projections = { ProjectionExpression, AttributesToGet };
  const [projection] = Object.entries(projections).flatMap(([name, value]) =>
    value === undefined ? [] : name,
  );
  if (projection !== undefined && Select === 'COUNT') {
    const prefix = operation === 'Query' ? '1 validation error detected: ' : '';
    const reason = `Cannot specify the ${projection} when choosing to get only the Count`;
    throw Refusal.validation(`${prefix}${reason}`);
  }
  if (
    projection !== undefined &&
    (Select === 'ALL_ATTRIBUTES' || Select === 'ALL_PROJECTED_ATTRIBUTES')
  ) {
    throw Refusal.validation(`Cannot specify the ${projection} when choosing to get ${Select}`);
  }
  if (projection === undefined && Select === 'SPECIFIC_ATTRIBUTES') {
    throw Refusal.validation(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (IndexName === undefined && Select === 'ALL_PROJECTED_ATTRIBUTES') {
    throw Refusal.validation(
      'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    );
  }
}

/** A request of a batch puts or deletes one item. */
function assertWrites(requestItems: unknown): void {
  for (const request of Object.values(members(requestItems)).flat()) {
    const kinds = Object.keys(members(request));
    if (kinds.length <= 1) continue;
    throw Refusal.validation(
      `A WriteRequest must have exactly one of PutRequest and DeleteRequest, not ${kinds.join(' and ')}`,
    );
  }
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** dynalite's own pattern takes hours for a text with many colons. */
function assertArn(arn: unknown): void {
  if (typeof arn !== 'string' || /^arn:aws:dynamodb:[^:]+:\d{12}:table\/[^/:]{3,255}$/.test(arn))
    return;
  throw Refusal.validation(
    `Invalid TableArn: Invalid ResourceArn provided as input ${arn.slice(0, 200)}`,
  );
}

function isOfUpdates(value: unknown): boolean {
  return value === 'ALL_NEW' || value === 'UPDATED_OLD' || value === 'UPDATED_NEW';
}
