/** Conditions on the fields of an order, as a change of it requires them. */

/**
 * A condition on a field of an order. A field that is not stored has its default, as in a response; without a
 * default, it meets `absent` only.
 */
export type FieldCondition =
  /** The field is not stored: no operation has set it. */
  | { readonly absent: true }
  | { readonly equals: string | number | boolean }
  | { readonly atLeast: string | number }
  | { readonly atMost: string | number };

/** Returns whether the value of a field meets a condition; `undefined` is the value of an absent field. */
export function meets(value: unknown, condition: FieldCondition): boolean {
  if ('absent' in condition) return value === undefined;
  if ('equals' in condition) return value === condition.equals;
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  return 'atLeast' in condition ? value >= condition.atLeast : value <= condition.atMost;
}
