/** The operations: parameters, bodies and responses. */
import { operationsByPath } from '@cross-account/orders-domain/http';
import type {
  AnyProblem,
  ApiDefinition,
  Body,
  Operation,
  Parameter,
  Success,
} from '@cross-account/orders-domain/http';
import type { ServiceDefinition } from '@cross-account/orders-domain';
import { exampleAnswer, exampleBody } from './examples';
import { commonHeaders, functionProblems, problemResponse, problemResponses } from './responses';
import type { Header } from './responses';
import { jsonSchema, schemaReference } from './schemas';

/** OpenAPI's Operation Object. */
export type OpenApiOperation = Record<string, unknown>;

/** Returns the operations of a service, by path and method. */
export function operationsOf({
  service,
  operations,
}: ApiDefinition): Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>> {
  const paths = [...operationsByPath(operations)].map(([path, ofPath]) => {
    const methods = ofPath.map((one) => [one.method.toLowerCase(), operationObject(service, one)]);
    return [path, Object.fromEntries(methods) as Record<string, OpenApiOperation>];
  });
  return Object.fromEntries(paths) as Record<string, Record<string, OpenApiOperation>>;
}

/** Returns the responses to unknown paths, and to other methods of a path. */
export function unmatchedResponses(): Readonly<Record<'path' | 'method', unknown>> {
  const allow: Header = {
    description: 'The methods that the path supports.',
    required: true,
    schema: { type: 'string' },
    example: 'GET, POST',
  };
  return {
    path: problemResponses(['ROUTE.NOT_FOUND']),
    // The MOCK integration for 405 accepts JSON only: other content types are rejected first.
    method: {
      ...problemResponses(['REQUEST.UNSUPPORTED_MEDIA_TYPE']),
      '405': problemResponse(['ROUTE.METHOD_NOT_ALLOWED'], { Allow: allow }),
    },
  };
}

function operationObject(service: ServiceDefinition, operation: Operation): OpenApiOperation {
  const { name, summary, description, parameters = {}, body, success } = operation;
  return {
    operationId: name.replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase()),
    summary,
    ...(description !== undefined && { description }),
    ...(Object.keys(parameters).length > 0 && {
      parameters: Object.entries(parameters).map(([one, parameter]) =>
        parameterObject(service, one, parameter),
      ),
    }),
    ...(body && { requestBody: { required: true, content: jsonContent(service, body) } }),
    responses: {
      [String(success.status)]: successResponse(service, success),
      ...problemResponses(problemsOf(operation)),
    },
  };
}

const problemsOfBodies = [
  'REQUEST.MALFORMED_JSON',
  'REQUEST.INVALID_BODY',
  'REQUEST.UNSUPPORTED_MEDIA_TYPE',
] as const;

/** Returns the problems of an operation, its parameters and body, without duplicates. */
function problemsOf({ parameters = {}, body, problems }: Operation): readonly AnyProblem[] {
  const isChecked = Object.values(parameters).some((parameter) => parameter.in !== 'path');
  const all: readonly AnyProblem[] = [
    ...(body ? problemsOfBodies : []),
    ...(isChecked ? (['REQUEST.INVALID_PARAMETER'] as const) : []),
    ...problems,
    ...functionProblems,
  ];
  return [...new Set(all)];
}

function parameterObject(service: ServiceDefinition, name: string, parameter: Parameter) {
  const { description, example, schema, documented = schema } = parameter;
  return {
    name,
    in: parameter.in,
    required: parameter.in === 'path' || (parameter.required ?? false),
    description,
    schema: jsonSchema(documented, 'input'),
    example: typeof example === 'function' ? example(service) : example,
  };
}

function jsonContent(service: ServiceDefinition, body: Body) {
  const examples = {
    [service.items[0] ?? body.name]: { value: exampleBody(body, service) },
  };
  return { 'application/json': { schema: schemaReference(body.name), examples } };
}

function successResponse(
  service: ServiceDefinition,
  { description, body, headers = {} }: Success,
): Record<string, unknown> {
  const own = Object.entries(headers).map(([name, header]): [string, Header] => [
    name,
    {
      description: header.description,
      required: true,
      schema: header.schema,
      example: header.example(exampleAnswer(service)),
    },
  ]);
  return {
    description,
    headers: { ...commonHeaders, ...Object.fromEntries(own) },
    ...(body && { content: jsonContent(service, body) }),
  };
}
