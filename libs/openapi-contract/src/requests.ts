/** Matches requests with the operations of a document, and validates them. */
import { parameterValue, type Call, type Contract } from './contract';
import type { Document, Operation, Parameter } from './document';

/** A request to send, below the API's base path. */
export interface SentRequest {
  readonly method: string;
  /** With its query; sent unchanged. */
  readonly path: string;
  /** Names in lower case; a list is sent as several headers. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Buffer | undefined;
}

/** The operation and the validity of a request. */
export interface Reading {
  readonly call: Call;
  /** Undefined if it depends on the service's state, or on what OpenAPI does not define. */
  readonly allowed: boolean | undefined;
}

interface Route {
  readonly segments: readonly string[];
  readonly operations: Readonly<Record<string, Operation>>;
}

/** Matches the requests of one document. */
export class Requests {
  private readonly routes: readonly Route[];

  constructor(
    document: Document,
    private readonly contract: Contract,
  ) {
    this.routes = Object.entries(document.paths).map(([path, operations]) => ({
      segments: segmentsOf(path),
      operations,
    }));
  }

  read(request: SentRequest): Reading {
    const [path = '', query = ''] = split(request.path, '?');
    const segments = segmentsOf(path);
    const route = this.routes.find((one) => matches(one.segments, segments));
    if (route === undefined) return { call: { kind: 'path' }, allowed: false };
    const operation = route.operations[request.method.toLowerCase()];
    if (operation === undefined) return { call: { kind: 'method' }, allowed: false };
    const { operationId } = operation;
    const values = { ...request, query, pathParameters: pathParameters(route.segments, segments) };
    const checks = [
      // API Gateway requires them to be encoded.
      !/[|{}]/.test(query),
      ...operation.parameters.map((one) => this.allowsParameter(one, valuesOf(one, values))),
      this.allowsBody(operation, request),
    ];
    const allowed = checks.includes(false) ? false : checks.includes(undefined) ? undefined : true;
    return { call: { kind: 'operation', operationId }, allowed };
  }

  private allowsParameter(
    { name, required, schema }: Parameter,
    [value, ...more]: readonly string[],
  ): boolean | undefined {
    if (more.length > 0) return false;
    if (value === undefined) return !required;
    if (!this.contract.allows(schema, parameterValue(schema, value))) return false;
    // The response must come from the service.
    return name === 'nextToken' ? undefined : true;
  }

  private allowsBody({ requestBody }: Operation, request: SentRequest): boolean | undefined {
    if (requestBody === undefined) return true;
    const { body } = request;
    if (body === undefined || body.length === 0) return !requestBody.required;
    const contentType = [request.headers['content-type'] ?? []].flat().at(-1);
    const mediaType =
      split(contentType ?? 'application/json', ';')[0]
        ?.trim()
        .toLowerCase() ?? '';
    const content = requestBody.content[mediaType];
    if (content === undefined) return false;
    const parsed = parseJson(body);
    if (parsed === undefined || !this.contract.allows(content.schema, parsed.value)) return false;
    return contentType === undefined ? undefined : true;
  }
}

/** Ignores leading and trailing slashes. */
function segmentsOf(path: string): readonly string[] {
  const inner = path.replace(/^\/+/, '').replace(/\/+$/, '');
  return inner === '' ? [] : inner.split('/');
}

function matches(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) =>
      part.startsWith('{') ? segments[index] !== '' : part === segments[index],
    )
  );
}

function pathParameters(template: readonly string[], segments: readonly string[]) {
  const entries = template.flatMap((part, index) =>
    part.startsWith('{') ? [[part.slice(1, -1), decoded(segments[index] ?? '')] as const] : [],
  );
  return new Map(entries);
}

interface Values extends SentRequest {
  readonly query: string;
  readonly pathParameters: ReadonlyMap<string, string>;
}

function valuesOf(
  { name, in: place }: Parameter,
  { query, headers, pathParameters: inPath }: Values,
): readonly string[] {
  if (place === 'query') return new URLSearchParams(query.replaceAll(';', '&')).getAll(name);
  if (place === 'path') return [inPath.get(name) ?? []].flat();
  // Space around a header's value is not part of it (RFC 9110, section 5.5).
  return [headers[name.toLowerCase()] ?? []].flat().map((value) => value.trim());
}

function parseJson(body: Buffer): { readonly value: unknown } | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function split(text: string, separator: string): readonly string[] {
  const index = text.indexOf(separator);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
