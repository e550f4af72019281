/** Validates responses against a document: status, media type, headers and body. */
import Ajv2020 from 'ajv/dist/2020';
import type { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Document, Header, Operation, Responses, Schema } from './document';

/** The request of a response: an operation of the document, another method of its path, or an unknown path. */
export type Call =
  | { readonly kind: 'operation'; readonly operationId: string }
  | { readonly kind: 'method' }
  | { readonly kind: 'path' };

/** A received response; header names are in lower case. */
export interface ReceivedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Headers of HTTP and of AWS diagnostics, which documents do not list. */
const UNLISTED = new Set([
  ...['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'transfer-encoding'],
  ...[
    'via',
    'x-amz-apigw-id',
    'x-amz-cf-id',
    'x-amz-cf-pop',
    'x-amzn-errortype',
    'x-amzn-trace-id',
  ],
]);

export class Contract {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, ownProperties: true });
  private readonly validators = new Map<Schema, ValidateFunction>();
  readonly operations: ReadonlyMap<string, Operation>;

  constructor(private readonly document: Document) {
    addFormats(this.ajv);
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    this.operations = new Map(operations.map((one) => [one.operationId, one]));
  }

  /** Returns whether a value is valid by a schema of the document. */
  allows(schema: Schema, value: unknown): boolean {
    return this.validator(schema)(value);
  }

  /**
   * Returns the violations of a response; empty if it matches the document.
   * @param method of the request; a response to HEAD has no body
   */
  violations(call: Call, answer: ReceivedResponse, method = 'GET'): readonly string[] {
    const response = this.responsesTo(call)[String(answer.status)];
    if (response === undefined) return [`the document does not list the status ${answer.status}`];
    const contentType = headerOf(answer, 'content-type') ?? '';
    const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    const content = response.content[mediaType];
    if (content === undefined)
      return [`the document does not list the media type "${contentType}"`];
    return [
      ...this.headerViolations(response.headers, answer),
      ...(method === 'HEAD' ? [] : this.bodyViolations(content.schema, answer.body)),
    ];
  }

  private responsesTo(call: Call): Responses {
    if (call.kind !== 'operation') return this.document['x-unmatched'][call.kind];
    const operation = this.operations.get(call.operationId);
    if (operation === undefined)
      throw new Error(`the document has no operation ${call.operationId}`);
    return operation.responses;
  }

  private headerViolations(
    headers: Readonly<Record<string, Header>>,
    answer: ReceivedResponse,
  ): readonly string[] {
    const listed = Object.entries(headers).map(([name, one]) => [name.toLowerCase(), one] as const);
    const known = new Set([...listed.map(([name]) => name), ...UNLISTED]);
    const surplus = Object.keys(answer.headers).filter((name) => !known.has(name));
    return [
      ...surplus.map((name) => `the document does not list the header ${name}`),
      ...listed.flatMap(([name, { required, schema }]) => {
        const text = headerOf(answer, name);
        if (text === undefined) return required ? [`the header ${name} is missing`] : [];
        const value = parameterValue(schema, text);
        return this.allows(schema, value)
          ? []
          : [`the header ${name} does not match its schema: ${text}`];
      }),
    ];
  }

  private bodyViolations(schema: Schema, body: string): readonly string[] {
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return ['the body is not JSON'];
    }
    const validate = this.validator(schema);
    if (validate(value)) return [];
    return [`the body does not match its schema: ${this.ajv.errorsText(validate.errors)}`];
  }

  private validator(schema: Schema): ValidateFunction {
    const known = this.validators.get(schema);
    if (known !== undefined) return known;
    // The components are needed to resolve `$ref`s in the schema.
    const { components } = this.document;
    const compiled = this.ajv.compile({ allOf: [schema], components });
    this.validators.set(schema, compiled);
    return compiled;
  }
}

/** Returns the value of a header or parameter by its schema: only canonical numbers are numbers. */
export function parameterValue({ type }: Schema, text: string): unknown {
  const isNumber = type === 'integer' || type === 'number';
  return isNumber && /^-?(?:0|[1-9]\d*)$/.test(text) ? Number(text) : text;
}

function headerOf({ headers }: ReceivedResponse, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : value?.join(', ');
}
