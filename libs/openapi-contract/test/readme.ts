import {
  Contract,
  Requests,
  disagreements,
  exampleRequestsOf,
  parseDocument,
} from '@cross-account/openapi-contract';
import type { ReceivedResponse, SentRequest } from '@cross-account/openapi-contract';

/** Sends the example requests of an operation, and returns the violations of the responses. */
export async function problemsOf(
  json: unknown,
  operationId: string,
  send: (request: SentRequest) => Promise<ReceivedResponse>,
): Promise<readonly string[]> {
  const document = parseDocument(json);
  const contract = new Contract(document);
  const reader = new Requests(document, contract);
  const problems: string[] = [];
  for (const request of exampleRequestsOf(document, operationId)) {
    const answer = await send(request);
    problems.push(...disagreements(contract, request, reader.read(request), answer));
  }
  return problems;
}
