/** The requests that a document's examples make. */
import type { Document, Operation, Parameter } from './document';
import type { SentRequest } from './requests';

interface Call {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

/**
 * Returns a call as its examples say: with all its query parameters and with each alone, each time with every
 * example of its body.
 * @param leftOut names parameters to leave out, such as one that depends on an answer
 * @throws Error when the document has no such call
 */
export function exampleRequestsOf(
  document: Document,
  operationId: string,
  leftOut: readonly string[] = [],
): readonly SentRequest[] {
  const { path, method, operation } = callOf(document, operationId);
  const parameters = operation.parameters.filter(({ name }) => !leftOut.includes(name));
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

/** A call without a body has one way to be sent. */
function bodiesOf({ requestBody }: Operation) {
  if (requestBody === undefined) return [{ body: undefined, contentType: [] }];
  return Object.entries(requestBody.content).flatMap(([type, { examples }]) =>
    Object.values(examples).map(({ value }) => ({
      body: Buffer.from(JSON.stringify(value)),
      contentType: [['content-type', type] as const],
    })),
  );
}
