/** A small document with one of each element. */
const content = (schema: object) => ({ 'application/json': { schema } });
const error = { content: content({ type: 'object' }) };

export const sampleDocument = {
  openapi: '3.1.0',
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 10 } },
        ],
        responses: { '200': error, '400': { $ref: '#/components/responses/Error' } },
      },
      post: {
        operationId: 'addPet',
        parameters: [{ name: 'X-Key', in: 'header', schema: { type: 'string', pattern: '^k$' } }],
        requestBody: { required: true, content: content({ $ref: '#/components/schemas/Pet' }) },
        responses: {
          '201': {
            headers: {
              Location: { required: true, schema: { type: 'string' } },
              'Retry-After': { $ref: '#/components/headers/RetryAfter' },
            },
            content: content({ $ref: '#/components/schemas/Pet' }),
          },
          '400': { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pets/{id}': {
      get: {
        operationId: 'getPet',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^\\d$' } },
        ],
        responses: { '200': error },
      },
    },
  },
  'x-unmatched': { path: { '404': error }, method: { '405': error } },
  components: {
    schemas: {
      Pet: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
    },
    headers: { RetryAfter: { schema: { type: 'integer' } } },
    responses: { Error: error },
  },
};
