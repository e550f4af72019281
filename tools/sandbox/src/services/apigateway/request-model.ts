/**
 * A request model: JSON Schema draft 4, checked as API Gateway does and answered in its words.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
 */
import AjvDraft04 from 'ajv-draft-04';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { z } from 'zod';

const objectSchema = z.object({
  properties: z.record(z.string(), z.object({ enum: z.array(z.unknown()).optional() })).default({}),
});

export class RequestModel {
  private readonly validate: ValidateFunction;

  /** @throws {Error} when the schema is not JSON Schema draft 4. */
  constructor(private readonly schema: unknown) {
    const ajv = new AjvDraft04({
      strict: false,
      // API Gateway's validator reads patterns as ECMA 262 without the `u` flag: by UTF-16 code units.
      unicodeRegExp: false,
      allErrors: true,
      verbose: true,
      ownProperties: true,
    });
    this.validate = ajv.compile(schema as object);
  }

  /** A body that this model accepts, as far as flat objects of texts and enumerations go. */
  example(): Record<string, unknown> {
    const { properties } = objectSchema.parse(this.schema);
    return Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [
        name,
        property.enum?.[0] ?? 'Ada Lovelace',
      ]),
    );
  }

  /** What is wrong with a body, as `$context.error.validationErrorString` says it. */
  violations(body: string): string | undefined {
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return '[Invalid JSON]';
    }
    if (this.validate(value)) return undefined;
    return `[${grouped(this.validate.errors ?? []).join(', ')}]`;
  }
}

/** Missing and unwanted properties are told together, everything else one by one. */
function grouped(errors: readonly ErrorObject[]): readonly string[] {
  const names = (keyword: string, key: string) =>
    errors
      .filter((error) => error.keyword === keyword)
      .map((error) => JSON.stringify(error.params[key]));
  const missing = names('required', 'missingProperty');
  const unwanted = names('additionalProperties', 'additionalProperty');
  return [
    ...(missing.length > 0
      ? [`object has missing required properties ([${missing.join(',')}])`]
      : []),
    ...(unwanted.length > 0
      ? [
          `object instance has properties which are not allowed by the schema: [${unwanted.join(',')}]`,
        ]
      : []),
    ...errors
      .filter(({ keyword }) => keyword !== 'required' && keyword !== 'additionalProperties')
      .map(describe),
  ];
}

function describe({ keyword, data, params, message }: ErrorObject): string {
  const value = JSON.stringify(data);
  switch (keyword) {
    case 'type':
      return (
        `instance type (${typeOf(data)}) does not match any allowed primitive type ` +
        `(allowed: ${JSON.stringify([params['type']].flat())})`
      );
    case 'enum':
      return (
        `instance value (${value}) not found in enum ` +
        `(possible values: ${JSON.stringify(params['allowedValues'])})`
      );
    case 'minLength':
      return `string ${value} is too short (length: ${lengthOf(data)}, required minimum: ${params['limit']})`;
    case 'maxLength':
      return `string ${value} is too long (length: ${lengthOf(data)}, maximum allowed: ${params['limit']})`;
    case 'pattern':
      return `ECMA 262 regex ${JSON.stringify(params['pattern'])} does not match input string ${value}`;
    default:
      return `${keyword}: ${message}`;
  }
}

function typeOf(data: unknown): string {
  if (data === null) return 'null';
  if (Array.isArray(data)) return 'array';
  return Number.isInteger(data) ? 'integer' : typeof data;
}

function lengthOf(data: unknown): number {
  return Array.from(String(data)).length;
}
