import { changed, oneOfEach, Ref } from '../../../src/testing/one-of-each';
import { itRefuses } from '../../../src/testing/refusals';

const { Api, Orders, Get, Deployment, Stage, Domain } = oneOfEach;
const parts = { Api, Orders };
const deployed = { ...parts, Get, Deployment, Stage };

const resource = (PathPart: string, ParentId: unknown = Orders.Properties.ParentId) =>
  changed('Orders', { PathPart, ParentId });
const method = (change: object) => ({ ...parts, Get: changed('Get', { ...change }) });
const mock = (MethodResponses: readonly object[], ResponseParameters = {}) =>
  method({
    MethodResponses,
    Integration: {
      Type: 'MOCK',
      RequestTemplates: { 'application/json': '{"statusCode":200}' },
      IntegrationResponses: [{ StatusCode: '200', ResponseParameters }],
    },
  });
const proxy = (Uri: unknown) =>
  method({ Integration: { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri } });
const model = (Schema: object) => ({ Api, Model: changed('Model', { Schema }) });
const endpoints = (type: string) => ({
  Api: {
    ...Api,
    Properties: {
      Name: 'orders',
      EndpointConfiguration: { Types: [type], VpcEndpointIds: ['vpce-0123456789abcdef0'] },
    },
  },
});

const HEADER = 'method.response.header.Allow';
const INVALID_MAPPING =
  /Invalid mapping expression specified: Validation Result: warnings : \[\], errors : \[Invalid mapping expression parameter specified: method\.\w+\.\w+\.\w+\]/;

const { deploy } = itRefuses(
  [
    [
      'a child of a greedy path variable',
      { Api, All: resource('{all+}'), Below: resource('below', Ref('All')) },
      /Cannot create a child of a resource with a greedy path variable: \{all\+\}/,
    ],
    [
      'a child of an unknown resource',
      { Api, Below: resource('below', 'abcdef') },
      /Invalid Resource identifier specified/,
    ],
    [
      'an unknown model',
      method({ RequestModels: { 'application/json': 'Order' } }),
      /Invalid model identifier specified: Order/,
    ],
    [
      'an unknown model of a response',
      method({ MethodResponses: [{ StatusCode: 200, ResponseModels: { 'text/plain': 'Order' } }] }),
      /Invalid model identifier specified: Order/,
    ],
    [
      'an unknown validator',
      method({ RequestValidatorId: 'abcdef' }),
      /Invalid Request Validator identifier specified/,
    ],
    [
      'a parameter of an unknown location',
      method({ RequestParameters: { 'method.request.cookie.id': true } }),
      INVALID_MAPPING,
    ],
    [
      'a response of an integration that the method does not declare',
      mock([{ StatusCode: '404' }]),
      /Invalid Response status code specified/,
    ],
    [
      'a header of an integration that the method does not declare',
      mock([{ StatusCode: '200' }], { [HEADER]: "'GET'" }),
      INVALID_MAPPING,
    ],
    [
      'a function by its own ARN',
      proxy('arn:aws:lambda:eu-central-1:222222222222:function:a'),
      /Invalid ARN specified in the request/,
    ],
    ['a proxy integration without a URI', proxy({ Ref: 'AWS::NoValue' }), /Invalid ARN specified/],
    [
      'a model of an unknown type',
      model({ type: 'text' }),
      /Invalid model specified: Validation Result: warnings : \[\], errors : \[Invalid model schema specified\./,
    ],
    [
      'a model with an unknown reference',
      model({ properties: { food: { $ref: '#/definitions/food' } } }),
      /Invalid model schema specified\..*#\/definitions\/food/,
    ],
    [
      'a second model with the name of a default one',
      { Api, Model: changed('Model', { Name: 'Empty' }) },
      /Model name already exists for this REST API/,
    ],
    [
      'VPC endpoints of an API that is not private',
      endpoints('REGIONAL'),
      /VPCEndpoint can only be specified with PRIVATE apis\./,
    ],
    [
      'a mapping to an unknown stage',
      { ...deployed, Domain, Mapping: changed('Mapping', { Stage: 'gone' }) },
      /Invalid stage identifier specified/,
    ],
    [
      'a base path of two levels',
      { ...deployed, Domain, Mapping: changed('Mapping', { BasePath: 'orders/v1' }) },
      /one with several levels needs an AWS::ApiGatewayV2::ApiMapping/,
    ],
    [
      'a base path with other characters',
      { ...deployed, Domain, Mapping: changed('Mapping', { BasePath: 'my orders' }) },
      /a base path may have letters, digits/,
    ],
  ],
  [
    [
      'the default models, also to validate with',
      {
        ...deployed,
        Validator: {
          Type: 'AWS::ApiGateway::RequestValidator',
          Properties: { RestApiId: Ref('Api'), ValidateRequestBody: true },
        },
        Get: changed('Get', {
          RequestValidatorId: Ref('Validator'),
          RequestModels: { 'application/json': 'Empty' },
          MethodResponses: [{ StatusCode: '500', ResponseModels: { 'application/json': 'Error' } }],
        }),
      },
    ],
    [
      'a header that the method declares',
      mock([{ StatusCode: '200', ResponseParameters: { [HEADER]: true } }], { [HEADER]: "'GET'" }),
    ],
    [
      'a resource below a path variable',
      { Api, One: resource('{id}'), Below: resource('items', Ref('One')) },
    ],
  ],
);

it('refuses to change a private API into an edge-optimized one, but not into a Regional one', async () => {
  const ofType = (type: string) => ({
    Api: { ...Api, Properties: { Name: 'orders', EndpointConfiguration: { Types: [type] } } },
  });
  await deploy(ofType('PRIVATE'));
  const { error } = await deploy(ofType('EDGE'));
  expect(error?.message).toMatch(/Cannot update endpoint from PRIVATE to EDGE/);
  expect((await deploy(ofType('REGIONAL'))).error).toBeUndefined();
});
