/** The examples of a document, which every parameter, header and body needs. */
import type { Contract } from './contract';
import type { Document, Responses, Schema } from './document';

/** A part of the document that needs an example. */
export interface Example {
  /** Such as `placeOrder.responses.201.Location`. */
  readonly at: string;
  readonly schema: Schema;
  /** Undefined if there is none. */
  readonly value: unknown;
}

type Content = Readonly<
  Record<string, { schema: Schema; examples: Readonly<Record<string, { value?: unknown }>> }>
>;

/** Returns every part of a document that needs an example, with the example. */
export function examplesOf(document: Document): readonly Example[] {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const { path, method } = document['x-unmatched'];
  return [
    ...operations.flatMap(({ operationId, parameters, requestBody, responses }) => [
      ...parameters.map(({ name, schema, example }) => ({
        at: `${operationId}.parameters.${name}`,
        schema,
        value: example,
      })),
      ...contentExamples(`${operationId}.requestBody`, requestBody?.content ?? {}),
      ...responseExamples(operationId, responses),
    ]),
    ...responseExamples('x-unmatched.path', path),
    ...responseExamples('x-unmatched.method', method),
  ];
}

/** Returns the problems of the examples: missing ones, and those that violate their schema. */
export function invalidExamples(document: Document, contract: Contract): readonly string[] {
  return examplesOf(document).flatMap(({ at, schema, value }) => {
    if (value === undefined) return [`${at} has no example`];
    return contract.allows(schema, value)
      ? []
      : [`${at} has an example that does not match its schema`];
  });
}

function responseExamples(at: string, responses: Responses): readonly Example[] {
  return Object.entries(responses).flatMap(([status, { headers, content }]) => [
    ...Object.entries(headers).map(([name, { schema, example }]) => ({
      at: `${at}.responses.${status}.${name}`,
      schema,
      value: example,
    })),
    ...contentExamples(`${at}.responses.${status}`, content),
  ]);
}

function contentExamples(at: string, content: Content): readonly Example[] {
  return Object.entries(content).flatMap(([mediaType, { schema, examples }]) => {
    const values = Object.values(examples).map(({ value }) => value);
    return (values.length > 0 ? values : [undefined]).map((value) => ({
      at: `${at}.${mediaType}`,
      schema,
      value,
    }));
  });
}
