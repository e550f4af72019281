/** The errors of DynamoDB. */

const SERVICE = 'com.amazonaws.dynamodb.v20120810';

/** The JSON response of an operation in DynamoDB's protocol. */
export interface DynamoDbResponse {
  readonly status: number;
  readonly body: string;
}

/**
 * The cancellation reason of one item of a transaction; the code of an item without an error is
 * `None`.
 */
export interface CancellationReason {
  readonly Code: 'None' | 'ConditionalCheckFailed' | 'ValidationError';
  readonly Message?: string;
  /** The item that failed a condition, if it was requested. */
  readonly Item?: unknown;
}

/** An error of DynamoDB with the members of dynalite's errors. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  private constructor(
    readonly body: Readonly<Record<string, unknown>>,
    readonly statusCode = 400,
  ) {
    super(String(body.message ?? body.Message ?? body.__type));
  }

  /** The input can't be parsed: a value has another type. */
  static serialization(message: string): Refusal {
    const __type = 'com.amazon.coral.service#SerializationException';
    return new Refusal({ __type, Message: message });
  }

  /** The input can be parsed, but is invalid. */
  static validation(message: string): Refusal {
    return new Refusal({ __type: 'com.amazon.coral.validate#ValidationException', message });
  }

  static unknownOperation(): Refusal {
    return new Refusal({ __type: 'com.amazon.coral.service#UnknownOperationException' });
  }

  static tableNotFound(name: string): Refusal {
    const message = `Requested resource not found: Table: ${name} not found`;
    return new Refusal({ __type: `${SERVICE}#ResourceNotFoundException`, message });
  }

  static tableInUse(name: string): Refusal {
    const message = `Table already exists: ${name}`;
    return new Refusal({ __type: `${SERVICE}#ResourceInUseException`, message });
  }

  static resourceNotFound(): Refusal {
    const message = 'Requested resource not found';
    return new Refusal({ __type: `${SERVICE}#ResourceNotFoundException`, message });
  }

  /** @param reasons one for each item, in order. */
  static transactionCanceled(reasons: readonly CancellationReason[]): Refusal {
    const codes = reasons.map(({ Code }) => Code).join(', ');
    return new Refusal({
      __type: `${SERVICE}#TransactionCanceledException`,
      Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
      CancellationReasons: reasons,
    });
  }

  static idempotentParameterMismatch(): Refusal {
    const Message =
      'The request uses the same client token as a previous, but non-identical request.';
    return new Refusal({ __type: `${SERVICE}#IdempotentParameterMismatchException`, Message });
  }

  /** The database is temporarily unavailable. */
  static unavailable(): Refusal {
    const message = 'The service is currently unavailable or busy.';
    return new Refusal({ __type: 'com.amazon.coral.service#ServiceUnavailable', message }, 503);
  }

  static internal(): Refusal {
    const message = 'The request processing has failed because of an unknown error.';
    return new Refusal({ __type: `${SERVICE}#InternalServerError`, message }, 500);
  }
}

interface Refused {
  readonly statusCode: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Returns whether an error is DynamoDB's and meant for the caller, not an internal error. */
export function isRefusal(error: unknown): error is Refused {
  return error instanceof Error && 'statusCode' in error && 'body' in error;
}

export function refused({ statusCode: status, body }: Refused): DynamoDbResponse {
  return { status, body: JSON.stringify(body) };
}
