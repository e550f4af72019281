import { parseDocument } from '../src/document';
import { exampleRequestsOf } from '../src/example-requests';

const string = { type: 'string' };
const document = parseDocument({
  openapi: '3.1.0',
  paths: {
    '/pets/{id}': {
      put: {
        operationId: 'putPet',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: string, example: '7' },
          { name: 'X-Key', in: 'header', schema: string, example: 'k' },
          { name: 'size', in: 'query', schema: string, example: 'a b' },
          { name: 'age', in: 'query', schema: string, example: 3 },
        ],
        requestBody: {
          content: { 'text/json': { schema: {}, examples: { a: { value: 1 }, b: { value: [] } } } },
        },
        responses: {},
      },
    },
  },
  'x-unmatched': { path: {}, method: {} },
  components: {},
});

describe('the requests of the examples', () => {
  const requests = exampleRequestsOf(document, 'putPet');

  it('have each parameter, alone and with the others, and each body', () => {
    const paths = ['/pets/7?size=a+b&age=3', '/pets/7?size=a+b', '/pets/7?age=3'];
    expect(requests).toEqual(
      paths.flatMap((path) =>
        ['1', '[]'].map((body) => ({
          method: 'PUT',
          path,
          headers: { 'x-key': 'k', 'content-type': 'text/json' },
          body: Buffer.from(body),
        })),
      ),
    );
  });

  it('omit the excluded parameters', () => {
    const [only] = exampleRequestsOf(document, 'putPet', ['size', 'age', 'X-Key']);
    expect(only).toMatchObject({ path: '/pets/7', headers: { 'content-type': 'text/json' } });
  });

  it('require an operation that the document has', () => {
    expect(() => exampleRequestsOf(document, 'getPet')).toThrow('no operation getPet');
  });
});
