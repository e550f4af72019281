/**
 * Validates properties against the schema of their type, with the messages of CloudFormation's library. Unresolved
 * intrinsic functions are ignored.
 *
 * @see https://github.com/aws-cloudformation/cloudformation-resource-schema
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html
 */
import { hasIntrinsic, isIntrinsic, isRecord, type JsonObject } from './known-values';
import type { PropertySchema } from './property-schema';

/** Names of types in messages. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'String',
  integer: 'Integer',
  number: 'Number',
  boolean: 'Boolean',
  array: 'JSONArray',
  object: 'JSONObject',
};

const patterns = new Map<string, RegExp>();

/**
 * Returns the violations of a value, such as
 * `#/Timeout: failed validation constraint for keyword [maximum] (at most 900)`.
 *
 * @param pointer the JSON pointer of the value.
 */
export function schemaViolations(
  schema: PropertySchema,
  value: unknown,
  pointer = '#',
): readonly string[] {
  if (isRecord(value) && isIntrinsic(value)) return [];
  if (schema.type !== undefined && !isOfType(value, schema.type)) {
    const expected = TYPE_NAMES[schema.type] ?? schema.type;
    return [`${pointer}: expected type: ${expected}, found: ${typeName(value)}`];
  }
  if (Array.isArray(value)) return arrayViolations(schema, value, pointer);
  if (isRecord(value)) return objectViolations(schema, value, pointer);
  return scalarViolations(schema, value).map((text) => `${pointer}: ${messageOf(schema, text)}`);
}

function objectViolations(schema: PropertySchema, value: JsonObject, pointer: string) {
  const { properties, required = [], values, keyPattern = '' } = schema;
  const missing = required
    .filter((name) => value[name] === undefined)
    .map((name) => `${pointer}: required key [${name}] not found`);
  const inner = Object.entries(value).flatMap(([key, item]) => {
    const place = `${pointer}/${key}`;
    if (values) return schemaViolations(values, item, place);
    const propertySchema =
      properties && Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (propertySchema) return schemaViolations(propertySchema, item, place);
    return properties ? [`${pointer}: extraneous key [${key}] is not permitted`] : [];
  });
  const wrongKeys = Object.keys(value)
    .filter((key) => !matches(keyPattern, key))
    .map((key) => `${pointer}: ${messageOf(schema, `extraneous key [${key}] is not permitted`)}`);
  return [...missing, ...inner, ...wrongKeys];
}

function arrayViolations(schema: PropertySchema, value: readonly unknown[], pointer: string) {
  const { items, minItems = 0, maxItems = Infinity, uniqueItems = false } = schema;
  const inner = value.flatMap((item, index) =>
    items ? schemaViolations(items, item, `${pointer}/${index}`) : [],
  );
  if (hasIntrinsic(value)) return inner;
  const distinct = new Set(value.map((item) => JSON.stringify(item)));
  const found = value.length;
  return [
    ...inner,
    ...(found < minItems ? [`expected minimum item count: ${minItems}, found: ${found}`] : []),
    ...(found > maxItems ? [`expected maximum item count: ${maxItems}, found: ${found}`] : []),
    ...(uniqueItems && distinct.size < found ? ['array items are not unique'] : []),
  ].map((text) => (text.startsWith('#') ? text : `${pointer}: ${messageOf(schema, text)}`));
}

function scalarViolations(schema: PropertySchema, value: unknown): readonly string[] {
  const text = String(value);
  const { minLength = 0, maxLength = Infinity, pattern = '', enum: allowed } = schema;
  const { minimum = -Infinity, maximum = Infinity } = schema;
  const isAllowed = !allowed || allowed.some((one) => String(one) === text);
  return [
    ...(text.length < minLength
      ? [`expected minLength: ${minLength}, actual: ${text.length}`]
      : []),
    ...(text.length > maxLength
      ? [`expected maxLength: ${maxLength}, actual: ${text.length}`]
      : []),
    ...(matches(pattern, text) ? [] : [failed('pattern', pattern)]),
    ...(isAllowed ? [] : [failed('enum', allowed.join(', '))]),
    ...(Number(text) < minimum ? [failed('minimum', `at least ${minimum}`)] : []),
    ...(Number(text) > maximum ? [failed('maximum', `at most ${maximum}`)] : []),
  ];
}

/** CloudFormation's messages do not contain the allowed values. */
function failed(keyword: string, right: string): string {
  return `failed validation constraint for keyword [${keyword}] (${right})`;
}

/** Prefixes the violated rule with the service's message, if it is known. */
function messageOf({ message }: PropertySchema, text: string): string {
  return message === undefined ? text : `${message} [${text}]`;
}

function matches(pattern: string, text: string): boolean {
  const compiled = patterns.get(pattern) ?? new RegExp(pattern, 'u');
  patterns.set(pattern, compiled);
  return compiled.test(text);
}

/** CloudFormation converts between strings, numbers and booleans. */
function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'string':
      return ['string', 'number', 'boolean'].includes(typeof value);
    case 'integer':
      return isNumeric(value) && Number.isInteger(Number(value));
    case 'number':
      return isNumeric(value);
    case 'boolean':
      return ['true', 'false'].includes(String(value).toLowerCase());
    case 'array':
      return Array.isArray(value);
    default:
      return isRecord(value);
  }
}

function isNumeric(value: unknown): boolean {
  const isText = typeof value === 'string' && value.trim() !== '';
  return (isText || typeof value === 'number') && Number.isFinite(Number(value));
}

function typeName(value: unknown): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'JSONArray';
  return (
    { string: 'String', number: 'Number', boolean: 'Boolean' }[typeof value as string] ??
    'JSONObject'
  );
}
