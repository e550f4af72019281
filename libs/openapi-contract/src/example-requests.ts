/** Requests made from the examples of a document. */
import type { Document, Operation, Parameter } from './document';
import type { SentRequest } from './requests';

interface Call {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

/**
 * Returns the requests of an operation from its examples: with all query parameters and with each alone, combined
 * with every example of the body.
 * @param omitted names of parameters to omit, such as one that depends on a response
 * @throws Error when the document has no such operation
 */
export function exampleRequestsOf(
  document: Document,
  operationId: string,
  omitted: readonly string[] = [],
): readonly SentRequest[] {
  const { path, method, operation } = callOf(document, operationId);
  const parameters = operation.parameters.filter(({ name }) => !omitted.includes(name));
  const inPath = examplesIn('path', parameters);
  const inQuery = examplesIn('query', parameters);
  const headers = examplesIn('header', parameters).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  const filled = inPath.reduce((url, [name, value]) => url.replace(`{${name}}`, value), path);
  const queries = inQuery.length > 1 ? [inQuery, ...inQuery.map((one) => [one])] : [inQuery];
  return queries.flatMap((query) =>
    bodiesOf(operation).map(({ body, contentType }) => ({
      method: method.toUpperCase(),
      path:
        query.length === 0
          ? filled
          : `${filled}?${new URLSearchParams(Object.fromEntries(query)).toString()}`,
      headers: Object.fromEntries([...headers, ...contentType]),
      body,
    })),
  );
}

function callOf(document: Document, operationId: string): Call {
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      if (operation.operationId === operationId) return { path, method, operation };
    }
  }
  throw new Error(`the document has no operation ${operationId}`);
}

function examplesIn(place: Parameter['in'], parameters: readonly Parameter[]) {
  return parameters
    .filter((one) => one.in === place)
    .map(({ name, example }) => [name, String(example)] as const);
}

/** Returns one request for an operation without a body. */
function bodiesOf({ requestBody }: Operation) {
  if (requestBody === undefined) return [{ body: undefined, contentType: [] }];
  return Object.entries(requestBody.content).flatMap(([type, { examples }]) =>
    Object.values(examples).map(({ value }) => ({
      body: Buffer.from(JSON.stringify(value)),
      contentType: [['content-type', type] as const],
    })),
  );
}
