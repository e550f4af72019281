/**
 * Checks that services match their OpenAPI documents, with the documents' examples and generated requests.
 */
import fc from 'fast-check';
import {
  Contract,
  Requests,
  disagreements,
  exampleRequestsOf,
  invalidExamples,
  parseDocument,
  requestsOf,
  type SentRequest,
} from '@cross-account/openapi-contract';
import { ordersApi } from './support/orders-api';
import { documentOf } from './support/documents';
import { expectProblem } from './support/expect-response';
import { services } from './support/services';

/** Enough to find frequent errors; `nx run reliability:fuzz-orders` sends more. */
const RUNS = 150;
const SEED = 20_261_125;

/** The operations of every service. The example order is placed first, since the others use it. */
const EVERY_SERVICES = ['placeOrder', 'getOrder', 'listOrders'];

describe.each(services)('the document of $name', (service) => {
  const api = ordersApi(service);
  afterAll(api.close);
  const document = parseDocument(documentOf(service));
  const contract = new Contract(document);
  const reader = new Requests(document, contract);

  const send = async (request: SentRequest) => {
    const { method, path, headers, body } = request;
    const answer = await api.send({
      method,
      path,
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, [value].flat()] as const),
      ),
      ...(body !== undefined && { body }),
    });
    const received = { status: answer.status, headers: answer.headers, body: answer.text };
    const problems = disagreements(contract, request, reader.read(request), received);
    return { answer, problems };
  };

  it('has a valid example of each parameter, header, body and response', () => {
    expect(invalidExamples(document, contract)).toEqual([]);
  });

  it('has request examples whose responses match the response examples', async () => {
    for (const operationId of EVERY_SERVICES) {
      for (const request of exampleRequestsOf(document, operationId, ['nextToken'])) {
        const { answer, problems } = await send(request);

        expect({ call: answer.call, status: answer.status, problems }).toEqual({
          call: answer.call,
          status: operationId === 'placeOrder' ? 201 : 200,
          problems: [],
        });
        const body: unknown = JSON.parse(answer.text);
        const examples = exampleAnswers(operationId, answer.status);
        expect(examples.filter((example) => isLike(body, example))).not.toEqual([]);
      }
    }
  });

  it('matches the responses to examples of custom operations', async () => {
    const own = [...contract.operations.keys()].filter((id) => !EVERY_SERVICES.includes(id));
    const requests = own.flatMap((id) => exampleRequestsOf(document, id, ['nextToken']));
    for (const request of requests) expect((await send(request)).problems).toEqual([]);
    // A service may have custom operations, all of whose examples are sent.
    expect(requests.length >= own.length).toBe(true);
  });

  it('has a nextToken example, which belongs to no table here', async () => {
    const { parameters = [] } = contract.operations.get('listOrders') ?? {};
    const nextToken = parameters.find(({ name }) => name === 'nextToken')?.example;
    const answer = await api.list({ nextToken: String(nextToken) });
    expectProblem(answer, 400, 'REQUEST.INVALID_CURSOR');
  });

  it('agrees with the service on any request', async () => {
    await fc.assert(
      fc.asyncProperty(requestsOf(document), async (request) => {
        expect((await send(request)).problems).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  function exampleAnswers(operationId: string, status: number): readonly unknown[] {
    const content = contract.operations.get(operationId)?.responses[String(status)]?.content ?? {};
    return Object.values(content).flatMap(({ examples }) =>
      Object.values(examples).map(({ value }) => value),
    );
  }
});

/**
 * Returns whether a body has all properties of an example; a page may be the last, and list any number of
 * orders. The schema checks other properties.
 */
function isLike(body: unknown, example: unknown): boolean {
  if (Array.isArray(body) && Array.isArray(example)) {
    return body.every((one) => isLike(one, example[0]));
  }
  if (typeof body !== 'object' || typeof example !== 'object')
    return typeof body === typeof example;
  const [own, others] = [{ ...body }, { ...example }].map(
    (one) => new Map(Object.entries(one).filter(([name]) => name !== 'nextToken')),
  );
  return [...(others ?? [])].every(([name, value]) => isLike(own?.get(name), value));
}
