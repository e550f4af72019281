/** A custom index of a service: orders by the value of one field, newest first. */

/** An index and its key; create it with {@link defineIndex}. */
export interface OrderIndex {
  /** The DynamoDB index name: 3 to 255 letters, digits, `_`, `-` and `.`. */
  readonly name: string;
  /** The field of the partition key. Orders without it are not in the index. */
  readonly field: string;
  /** The type of the field. @default 'text' */
  readonly type?: 'text' | 'number';
}

const namePattern = /^[a-z][a-z0-9-]{2,62}$/;

/**
 * Validates and returns an index.
 * @throws Error naming the rule and the value
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
export function defineIndex(index: OrderIndex): OrderIndex {
  if (!namePattern.test(index.name)) {
    throw new Error(`index name must match ${namePattern.source}, got "${index.name}"`);
  }
  return Object.freeze({ ...index });
}
