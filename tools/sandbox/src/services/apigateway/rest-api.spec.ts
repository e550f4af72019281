import { RestApi, type MethodDefinition } from './rest-api';

function restApi(): RestApi {
  const api = new RestApi({
    id: 'api1',
    rootResourceId: 'root',
    isPrivate: true,
    policy: undefined,
  });
  api.resources.set('orders', { parentId: 'root', pathPart: 'orders' });
  api.resources.set('order', { parentId: 'orders', pathPart: '{orderId}' });
  return api;
}

function definition(parts: Partial<MethodDefinition> = {}): MethodDefinition {
  return {
    resourceId: 'orders',
    httpMethod: 'POST',
    requestParameters: {},
    requestModels: {},
    requestValidatorId: undefined,
    integration: { type: 'MOCK', functionArn: '', timeout: 1, requestTemplates: {}, responses: [] },
    ...parts,
  };
}

function deployed(api: RestApi) {
  api.createDeployment('d1');
  api.createStage('v1', 'd1');
  return api.stages.get('v1');
}

describe('a deployment of a REST API', () => {
  it('routes to methods by the path of their resources', () => {
    const api = restApi();
    api.methods.push(definition({ resourceId: 'order', httpMethod: 'GET' }));
    const match = deployed(api)?.routes.match('/orders/1', 'GET');
    expect(match?.method.resourcePath).toBe('/orders/{orderId}');
    expect(match?.pathParameters).toEqual({ orderId: '1' });
  });

  it('serves the configuration of its own moment, not a later one', () => {
    const api = restApi();
    api.methods.push(definition());
    const stage = deployed(api);
    api.methods.push(definition({ httpMethod: 'DELETE' }));
    api.gatewayResponses.set('DEFAULT_4XX', { statusCode: 418, headers: {}, templates: {} });
    expect(stage?.routes.match('/orders', 'DELETE')).toBeUndefined();
    expect(stage?.gatewayResponses.size).toBe(0);
  });

  it('validates bodies and parameters only as the validator of the method asks', () => {
    const api = restApi();
    api.models.set('Order', { type: 'object' });
    api.validators.set('body', { body: true, parameters: false });
    api.validators.set('parameters', { body: false, parameters: true });
    const asked = {
      requestModels: { 'application/json': 'Order' },
      requestParameters: {
        'method.request.querystring.a': true,
        'method.request.querystring.b': false,
      },
    };
    api.methods.push(
      definition({ ...asked, httpMethod: 'POST', requestValidatorId: 'body' }),
      definition({ ...asked, httpMethod: 'GET', requestValidatorId: 'parameters' }),
      definition({ ...asked, httpMethod: 'PUT' }),
    );
    const stage = deployed(api);
    const checks = (method: string) => {
      const found = stage?.routes.match('/orders', method)?.method;
      return [[...(found?.models.keys() ?? [])], found?.requiredParameters];
    };
    expect(checks('POST')).toEqual([['application/json'], []]);
    expect(checks('GET')).toEqual([[], ['method.request.querystring.a']]);
    expect(checks('PUT')).toEqual([[], []]);
  });

  it('refuses a method whose resource is missing', () => {
    const api = restApi();
    api.methods.push(definition({ resourceId: 'gone' }));
    expect(() => api.createDeployment('d1')).toThrow('API api1 has no resource gone');
  });

  it('refuses a method whose model is missing', () => {
    const api = restApi();
    api.validators.set('body', { body: true, parameters: false });
    api.methods.push(
      definition({ requestModels: { 'application/json': 'Gone' }, requestValidatorId: 'body' }),
    );
    expect(() => api.createDeployment('d1')).toThrow('API api1 has no model Gone');
  });

  it('refuses a stage of a deployment that is not there', () => {
    expect(() => restApi().createStage('v1', 'd2')).toThrow('API api1 has no deployment d2');
  });
});
