import { topologyStack, resource } from '../testing/topology-stack';
import { apisOf, documentOf } from './apis';

const schema = {
  type: 'object',
  properties: { fullName: { type: 'string' }, note: { type: 'string' } },
  required: ['fullName'],
};

const food = topologyStack('food', '222222222222', [
  resource('AWS::ApiGateway::RestApi', 'api', {}, 'Api'),
  resource('AWS::ApiGateway::Resource', 'orders', { ParentId: 'root', PathPart: 'orders' }),
  resource('AWS::ApiGateway::Resource', 'order', { ParentId: 'orders', PathPart: '{id}' }),
  resource('AWS::ApiGateway::Model', 'Order', { RestApiId: 'api', Schema: JSON.stringify(schema) }),
  resource('AWS::ApiGateway::Method', 'post', {
    RestApiId: 'api',
    ResourceId: 'orders',
    HttpMethod: 'POST',
    RequestModels: { 'application/json': 'Order' },
    RequestParameters: { 'method.request.header.Idempotency-Key': false },
  }),
  resource('AWS::ApiGateway::Method', 'delete', {
    RestApiId: 'api',
    ResourceId: 'order',
    HttpMethod: 'DELETE',
    AuthorizationType: 'AWS_IAM',
    RequestParameters: {
      'method.request.path.id': true,
      'method.request.querystring.force': 'false',
    },
  }),
  resource('AWS::ApiGateway::Method', 'any', {
    RestApiId: 'api',
    ResourceId: 'orders',
    HttpMethod: 'ANY',
  }),
]);

const locations = [{ host: 'food.orders.localhost', basePath: '/v1' }];
const reached = {
  constructPath: 'food/Api/Resource',
  stage: 'v1',
  locations,
  unreachable: undefined,
};

describe('the deployed APIs', () => {
  const [api] = apisOf([food], [reached], (stack) => stack === 'tea');

  it('include their methods, with the fields of the models and the parameters', () => {
    expect(api).toMatchObject({ stack: 'food', apiId: 'api', locations, hasDocument: false });
    expect(api?.methods).toEqual([
      {
        httpMethod: 'POST',
        path: '/orders',
        parameters: [{ in: 'header', name: 'Idempotency-Key', required: false }],
        body: schema,
        example: { fullName: 'Ada Lovelace' },
      },
      {
        httpMethod: 'DELETE',
        path: '/orders/{id}',
        parameters: [
          { in: 'path', name: 'id', required: true },
          { in: 'query', name: 'force', required: false },
        ],
        signedFor: 'eu-central-1',
      },
    ]);
  });

  it('include the reason why one is unreachable', () => {
    const unreachable = 'no DNS record points to its custom domain name';
    const [told] = apisOf([food], [{ ...reached, locations: [], unreachable }], () => false);
    expect(told).toMatchObject({ locations: [], unreachable });
  });

  it('have a document even without a committed one', () => {
    expect(api && documentOf(api)).toMatchObject({
      openapi: '3.0.3',
      info: { title: 'food', version: 'v1' },
      paths: {
        '/orders': {
          post: { requestBody: { content: { 'application/json': { schema } } } },
        },
        '/orders/{id}': { delete: { parameters: [{ in: 'path', name: 'id' }, { in: 'query' }] } },
      },
    });
  });
});
