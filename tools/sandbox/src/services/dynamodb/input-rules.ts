/** Rules of DynamoDB's about inputs that dynalite does not have. */
import type { Input } from './dynalite-operation';
import { Refusal } from './refusal';

/** @throws {Refusal} at an input that DynamoDB refuses and dynalite takes. */
export function assertAllowed(operation: string, input: Input): void {
  const { ReturnValues, ReturnValuesOnConditionCheckFailure: onFailure } = input;
  if (operation === 'DeleteItem' && isOfUpdates(ReturnValues)) {
    throw Refusal.validation('ReturnValues can only be ALL_OLD or NONE');
  }
  if (typeof onFailure === 'string' && onFailure !== 'ALL_OLD' && onFailure !== 'NONE') {
    throw Refusal.validation(
      `1 validation error detected: Value '${onFailure}' at 'returnValuesOnConditionCheckFailure' ` +
        'failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]',
    );
  }
}

function isOfUpdates(value: unknown): boolean {
  return value === 'ALL_NEW' || value === 'UPDATED_OLD' || value === 'UPDATED_NEW';
}
