import { Contract } from '../src/contract';
import { parseDocument } from '../src/document';
import { invalidExamples } from '../src/examples';

const media = (schema: object, ...values: unknown[]) => ({
  'application/json': {
    schema,
    examples: Object.fromEntries(values.map((value, index) => [`e${index}`, { value }])),
  },
});

/** Returns the faults of a document with one operation, whose examples are changed. */
function faultsWith(change: {
  parameter?: unknown;
  body?: unknown[];
  header?: unknown;
  answer?: unknown[];
}) {
  const { parameter = 1, body = [1], header = 1, answer = [1, 2] } = change;
  const integer = { type: 'integer' };
  const document = parseDocument({
    openapi: '3.1.0',
    paths: {
      '/pets': {
        post: {
          operationId: 'addPet',
          parameters: [{ name: 'limit', in: 'query', schema: integer, example: parameter }],
          requestBody: { content: media(integer, ...body) },
          responses: {
            '201': {
              headers: { Age: { schema: integer, example: header } },
              content: media(integer, ...answer),
            },
          },
        },
      },
    },
    'x-unmatched': { path: {}, method: { '405': { content: media(integer, 1) } } },
    components: {},
  });
  return invalidExamples(document, new Contract(document));
}

describe('the examples of a document', () => {
  it('are complete and valid', () => {
    expect(faultsWith({})).toEqual([]);
  });

  it.each([
    [{ parameter: null }, 'addPet.parameters.limit has an example that does not match its schema'],
    [{ body: [] }, 'addPet.requestBody.application/json has no example'],
    [{ header: 'x' }, 'addPet.responses.201.Age has an example that does not match its schema'],
    [{ answer: [] }, 'addPet.responses.201.application/json has no example'],
    [
      { answer: [1, 'x'] },
      'addPet.responses.201.application/json has an example that does not match its schema',
    ],
  ])('are reported as invalid: %j', (change, fault) => {
    expect(faultsWith(change)).toEqual([fault]);
  });
});
