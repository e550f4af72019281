import { RequestModel } from '@sandbox/services/apigateway/request-model';
import type { Method } from '@sandbox/services/apigateway/rest-api';
import { httpRequest } from '@sandbox/kernel/testing/http-request';
import { invalidRequest } from './request-validation-hop';

const anything = new RequestModel({});
const object = new RequestModel({ type: 'object' });
const required = new RequestModel({ type: 'object', required: ['x'] });

function method(parts: Partial<Method> = {}): Method {
  return {
    httpMethod: 'POST',
    resourcePath: '/orders',
    resourceId: 'orders',
    authorizationType: 'NONE',
    requiredParameters: [],
    models: new Map(),
    constructPath: 'stack/Method',
    integration: { type: 'MOCK', functionArn: '', timeout: 1, requestTemplates: {}, responses: [] },
    ...parts,
  };
}

describe('the validation of a request', () => {
  it.each<[models: Record<string, RequestModel>, type: string | undefined, valid: boolean]>([
    [{ 'application/json': object }, 'application/json', false],
    [{ 'application/json': object }, 'Application/JSON; charset=utf-8', false],
    [{ 'application/json': object }, undefined, false],
    [{ 'application/json': object }, 'text/plain', true],
    [{ $default: object }, 'text/plain', false],
    [{ $default: object }, 'application/json', false],
    [{ $default: object, 'application/json': anything }, 'application/json', true],
    [{}, 'application/json', true],
  ])('by models %#, with content type %s, accepts a text: %s', (models, type, valid) => {
    const request = httpRequest({
      method: 'POST',
      headers: type === undefined ? [] : [['Content-Type', type]],
      body: '"a text"',
    });
    const match = {
      method: method({ models: new Map(Object.entries(models)) }),
      pathParameters: {},
    };
    expect(invalidRequest(request, match)?.type).toBe(valid ? undefined : 'BAD_REQUEST_BODY');
  });

  it.each([
    ['a model without requirements', object, undefined],
    ['a model that requires a field', required, '[object has missing required properties (["x"])]'],
  ])('treats a missing body as an empty object, by %s', (_which, model, violations) => {
    const match = {
      method: method({ models: new Map([['application/json', model]]) }),
      pathParameters: {},
    };
    const error = invalidRequest(httpRequest({ method: 'POST' }), match);
    expect(error?.validationError).toBe(violations);
  });

  it.each([
    ['method.request.querystring.limit', { query: 'limit=1' }, true],
    ['method.request.querystring.limit', { query: 'other=1' }, false],
    ['method.request.querystring.limit', { query: 'limit=' }, false],
    ['method.request.querystring.limit', { query: 'limit=%20' }, false],
    ['method.request.querystring.limit', { query: 'Limit=1' }, false],
    ['method.request.querystring.limit', { query: 'other=1;limit=1' }, true],
    ['method.request.header.X-Key', { headers: [['x-key', '1']] as const }, true],
    ['method.request.header.X-Key', {}, false],
    ['method.request.header.X-Key', { headers: [['X-Key', '']] as const }, false],
    ['method.request.header.X-Key', { headers: [['X-Key', ' \t']] as const }, false],
    ['method.request.path.orderId', {}, true],
    ['method.request.path.other', {}, false],
  ])('requires %s: %j is accepted: %s', (name, parts, valid) => {
    const match = {
      method: method({ requiredParameters: [name] }),
      pathParameters: { orderId: '1' },
    };
    const error = invalidRequest(httpRequest(parts), match);
    expect(error?.message).toBe(
      valid ? undefined : `Missing required request parameters: [${name.split('.')[3]}]`,
    );
  });
});
