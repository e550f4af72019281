/**
 * A request model: JSON Schema draft 4, validated as in API Gateway, with its messages.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
 */
import AjvDraft04 from 'ajv-draft-04';
import type { AnySchemaObject, ErrorObject, Options, ValidateFunction } from 'ajv';
import { bounded } from '@sandbox/kernel/printable';
import { exampleOf } from './example';

/** The violations of a body. */
export interface Violations {
  /** The value of `$context.error.validationErrorString`, at most 4 KiB. */
  readonly forClient: string;
  /** The same without values of the body, which may be personal data. */
  readonly forLog: string;
}

const MAX_MESSAGE_BYTES = 4 * 1024;
/** The maximum bytes of one value or name in a message. */
const MAX_QUOTED_BYTES = 256;
/**
 * The maximum bytes of a body for which all violations are reported. A body of 10 MiB could have a million of them,
 * so only the first one is reported for a larger body.
 */
const MAX_ALL_ERRORS_BYTES = 64 * 1024;

const OPTIONS: Options = {
  strict: false,
  // API Gateway's validator reads patterns as ECMA 262 without the `u` flag: by UTF-16 code units.
  unicodeRegExp: false,
  verbose: true,
  ownProperties: true,
};

/** Validates schemas. It is shared by all models, since compiling the meta-schema is slow. */
const draft4 = new AjvDraft04(OPTIONS);

/** @throws {Error} when a schema is not JSON Schema draft 4. */
export function assertModelSchema(schema: unknown): void {
  void draft4.validateSchema(schema as AnySchemaObject, true);
}

export class RequestModel {
  private readonly schema: AnySchemaObject;
  private readonly findFirst: ValidateFunction;
  private findAll: ValidateFunction | undefined;

  /**
   * @param schema one for which {@link assertModelSchema} did not throw.
   * @param referable the schemas that this one may reference, by URL.
   * @throws {Error} when the schema references an unknown one.
   */
  constructor(
    schema: unknown,
    private readonly referable: ReadonlyMap<string, unknown> = new Map(),
  ) {
    this.schema = schema as AnySchemaObject;
    this.findFirst = this.compile({ allErrors: false });
  }

  /** Returns a small valid body; undefined if none is found. */
  example(): unknown {
    const value = exampleOf(this.schema);
    return this.findFirst(value) ? value : undefined;
  }

  /** Returns the violations of a body; undefined if it is valid. */
  violations(body: string): Violations | undefined {
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return { forClient: '[Invalid JSON]', forLog: '[Invalid JSON]' };
    }
    if (this.findFirst(value)) return undefined;
    const errors = this.errors(value, body.length);
    return {
      forClient: message(errors, (data) => ` ${quoted(data)}`),
      forLog: message(errors, () => ''),
    };
  }

  /** Returns the violations of a value that `findFirst` has just found to be invalid. */
  private errors(value: unknown, bytes: number): readonly ErrorObject[] {
    if (bytes > MAX_ALL_ERRORS_BYTES) return this.findFirst.errors ?? [];
    this.findAll ??= this.compile({ allErrors: true });
    this.findAll(value);
    return this.findAll.errors ?? [];
  }

  private compile({ allErrors }: { readonly allErrors: boolean }): ValidateFunction {
    const ajv = new AjvDraft04({ ...OPTIONS, allErrors, meta: false, validateSchema: false });
    for (const [url, schema] of this.referable) ajv.addSchema(schema as AnySchemaObject, url);
    return ajv.compile(this.schema);
  }
}

/** Formats a value in a message with a leading space, or omits it. */
type Quote = (data: unknown) => string;

function message(errors: readonly ErrorObject[], quote: Quote): string {
  return bounded(`[${grouped(errors, quote).join(', ')}]`, MAX_MESSAGE_BYTES);
}

/** Missing and additional properties are reported together, other violations separately. */
function grouped(errors: readonly ErrorObject[], quote: Quote): readonly string[] {
  const names = (keyword: string, key: string) =>
    errors.filter((error) => error.keyword === keyword).map((error) => quoted(error.params[key]));
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
      .map((error) => describe(error, quote)),
  ];
}

function describe({ keyword, data, params, message: reason }: ErrorObject, quote: Quote): string {
  switch (keyword) {
    case 'type':
      return (
        `instance type (${typeOf(data)}) does not match any allowed primitive type ` +
        `(allowed: ${JSON.stringify([params['type']].flat())})`
      );
    case 'enum':
      return (
        `instance value${inParentheses(quote(data))} not found in enum ` +
        `(possible values: ${JSON.stringify(params['allowedValues'])})`
      );
    case 'minLength':
      return `string${quote(data)} is too short (length: ${lengthOf(data)}, required minimum: ${params['limit']})`;
    case 'maxLength':
      return `string${quote(data)} is too long (length: ${lengthOf(data)}, maximum allowed: ${params['limit']})`;
    case 'pattern':
      return `ECMA 262 regex ${JSON.stringify(params['pattern'])} does not match input string${quote(data)}`;
    case 'minimum':
      return `numeric instance is lower than the required minimum (minimum: ${params['limit']}${found(quote(data))})`;
    case 'maximum':
      return `numeric instance is greater than the required maximum (maximum: ${params['limit']}${found(quote(data))})`;
    default:
      return `${keyword}: ${reason}`;
  }
}

/** Returns truncated JSON, and only the type of a list or an object. */
function quoted(data: unknown): string {
  if (Array.isArray(data)) return '[…]';
  if (typeof data === 'object' && data !== null) return '{…}';
  return JSON.stringify(typeof data === 'string' ? bounded(data, MAX_QUOTED_BYTES) : data);
}

function inParentheses(text: string): string {
  return text === '' ? '' : ` (${text.trimStart()})`;
}

function found(text: string): string {
  return text === '' ? '' : `, found:${text}`;
}

function typeOf(data: unknown): string {
  if (data === null) return 'null';
  if (Array.isArray(data)) return 'array';
  return Number.isInteger(data) ? 'integer' : typeof data;
}

/** Returns the length in code points. */
function lengthOf(data: unknown): number {
  const text = String(data);
  let length = 0;
  for (let index = 0; index < text.length; length++) {
    index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
  }
  return length;
}
