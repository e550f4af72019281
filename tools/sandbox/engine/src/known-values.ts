/** Whether a template's value is known before resources exist. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** Returns whether a value contains an intrinsic function. */
export function hasIntrinsic(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasIntrinsic);
  return isRecord(value) && (isIntrinsic(value) || Object.values(value).some(hasIntrinsic));
}

/** Returns whether an object is an intrinsic function, such as `{ Ref: 'Table' }`. */
export function isIntrinsic(value: JsonObject): boolean {
  const [name = '', second] = Object.keys(value);
  return second === undefined && (name === 'Ref' || name.startsWith('Fn::'));
}

/** Returns whether a problem at a path does not depend on unresolved values. */
export function isCertain(properties: unknown, path: readonly PropertyKey[]): boolean {
  let value = properties;
  for (const key of path) {
    if (!isRecord(value) && !Array.isArray(value)) return true;
    if (isRecord(value) && isIntrinsic(value)) return false;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return !hasIntrinsic(value);
}

export function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
