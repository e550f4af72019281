import { breakingChanges } from './breaking-changes';
import { parseOpenApi } from './openapi';

const order = { type: 'object', properties: { orderId: { type: 'string' } } };

/** Returns a document with one operation, all of whose parts are components. */
function shared(components: Readonly<Record<string, unknown>> = {}) {
  return {
    openapi: '3.1.0',
    info: { version: '1.0.0' },
    paths: {
      '/orders': {
        get: {
          parameters: [{ $ref: '#/components/parameters/Limit' }],
          requestBody: { $ref: '#/components/requestBodies/Order' },
          responses: { '200': { $ref: '#/components/responses/Found' } },
        },
      },
    },
    components: {
      schemas: { Order: order },
      parameters: {
        Limit: { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } },
      },
      requestBodies: { Order: { content: { 'application/json': { schema: order } } } },
      headers: { Cache: { required: true, schema: { type: 'string' } } },
      responses: {
        Found: {
          headers: { 'Cache-Control': { $ref: '#/components/headers/Cache' } },
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
        },
      },
      ...components,
    },
  };
}

const parsed = (document: object) => parseOpenApi(JSON.stringify(document), 'orders');
const breaksOf = (components: Readonly<Record<string, unknown>>) =>
  breakingChanges(parsed(shared()), parsed(shared(components))).map((one) => one.at);

describe('references of a document', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string[]]>([
    ['nothing', {}, []],
    [
      'a parameter',
      { parameters: { Limit: { name: 'limit', in: 'query', schema: { maximum: 10 } } } },
      ["paths['/orders'].get.parameters['query limit'].maximum"],
    ],
    [
      'a request body',
      { requestBodies: { Order: { required: true, content: {} } } },
      [
        "paths['/orders'].get.requestBody",
        "paths['/orders'].get.requestBody.content['application/json']",
      ],
    ],
    [
      'a header of a response',
      { headers: { Cache: { required: false, schema: { type: 'string' } } } },
      ["paths['/orders'].get.responses['200'].headers['Cache-Control']"],
    ],
    [
      'an answer',
      { responses: { Found: { content: { 'text/plain': {} } } } },
      [
        "paths['/orders'].get.responses['200'].headers['Cache-Control']",
        "paths['/orders'].get.responses['200'].content['application/json']",
      ],
    ],
  ])('are resolved for a change of %s', (_what, components, breaks) => {
    expect(breaksOf(components)).toEqual(breaks);
  });

  it.each([
    ['does not exist', { responses: {} }],
    ['is circular', { responses: { Found: { $ref: '#/components/responses/Found' } } }],
  ])('are an error if it %s', (_what, components) => {
    expect(() => parsed(shared(components))).toThrow(
      'orders: the reference "#/components/responses/Found" has no target',
    );
  });
});
