/** An index of a service's own: orders by the value of one field, newest first. */

/** Names an index and its key; build it with {@link defineIndex}. */
export interface OrderIndex {
  /** As DynamoDB has it: 3 to 255 letters, digits, `_`, `-` and `.`. */
  readonly name: string;
  /** The field that orders are found by. Orders without it are not in the index. */
  readonly field: string;
  /** What the field holds. @default 'text' */
  readonly type?: 'text' | 'number';
}

const namePattern = /^[a-z][a-z0-9-]{2,62}$/;

/**
 * Checks an index where it is written.
 * @throws Error naming the rule and the value
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
export function defineIndex(index: OrderIndex): OrderIndex {
  if (!namePattern.test(index.name)) {
    throw new Error(`index name must match ${namePattern.source}, got "${index.name}"`);
  }
  return Object.freeze({ ...index });
}
