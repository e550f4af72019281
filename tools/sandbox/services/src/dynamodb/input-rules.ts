/** Rules of DynamoDB's about inputs that dynalite does not have. */
import type { Input } from './dynalite-operation';
import { Refusal } from './refusal';

/** @throws {Refusal} at an input that DynamoDB refuses and dynalite takes. */
export function assertAllowed(operation: string, input: Input): void {
  const { ReturnValues, ReturnValuesOnConditionCheckFailure: onFailure } = input;
  if (operation === 'DeleteItem' && isOfUpdates(ReturnValues)) {
    throw Refusal.validation('ReturnValues can only be ALL_OLD or NONE');
  }
  assertArn(input.ResourceArn);
  for (const name of EXPRESSIONS) assertSize(name, input[name]);
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

/** dynalite's own pattern takes hours at a text with many colons. */
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
