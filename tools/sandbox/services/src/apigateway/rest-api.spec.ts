import { RestApi, type ApiSnapshot, type MethodDefinition, type StageProps } from './rest-api';

function restApi(): RestApi {
  const api = new RestApi({
    id: 'api1',
    rootResourceId: 'root',
    isPrivate: false,
    disablesDefaultEndpoint: false,
    vpcEndpointIds: [],
    constructPath: 'stack/Api',
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

function add(api: RestApi, parts: Partial<MethodDefinition> = {}): void {
  api.methods.set(`method-${api.methods.size}`, definition(parts));
}

function stageOf(deploymentId: string): StageProps {
  return { name: 'v1', deploymentId, throttles: [], constructPath: 'stack/Stage' };
}

function deployed(api: RestApi) {
  if (api.methods.size === 0) add(api);
  api.createDeployment('d1');
  api.putStage(stageOf('d1'));
  return api.stages.get('v1');
}

describe('a deployment of a REST API', () => {
  it("routes to methods by their resources' paths", () => {
    const api = restApi();
    add(api, { resourceId: 'order', httpMethod: 'GET' });
    const match = deployed(api)?.routes.match('/orders/1', 'GET');
    expect(match?.method.resourcePath).toBe('/orders/{orderId}');
    expect(match?.pathParameters).toEqual({ orderId: '1' });
  });

  it('serves its own snapshot, not later changes', () => {
    const api = restApi();
    add(api);
    const stage = deployed(api);
    add(api, { httpMethod: 'DELETE' });
    api.gatewayResponses.set('DEFAULT_4XX', { statusCode: 418, headers: {}, templates: {} });
    expect(stage?.routes.match('/orders', 'DELETE')).toBeUndefined();
    expect(stage?.gatewayResponses.size).toBe(0);
  });

  it('requires a signature if its methods do, also after a restart', () => {
    const api = restApi();
    add(api, { httpMethod: 'GET', authorizationType: 'AWS_IAM' });
    add(api, { httpMethod: 'POST' });
    const snapshot = api.createDeployment('d1');
    const restored = restApi();
    restored.createDeployment('d1', JSON.parse(JSON.stringify(snapshot)) as ApiSnapshot);
    for (const each of [api, restored]) {
      each.putStage(stageOf('d1'));
      const routes = each.stages.get('v1')?.routes;
      const asked = ['GET', 'POST'].map(
        (method) => routes?.match('/orders', method)?.method.authorizationType,
      );
      expect(asked).toEqual(['AWS_IAM', 'NONE']);
    }
  });

  it("validates bodies and parameters only as the method's validator requires", () => {
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
    add(api, { ...asked, httpMethod: 'POST', requestValidatorId: 'body' });
    add(api, { ...asked, httpMethod: 'GET', requestValidatorId: 'parameters' });
    add(api, { ...asked, httpMethod: 'PUT' });
    const stage = deployed(api);
    const checks = (method: string) => {
      const found = stage?.routes.match('/orders', method)?.method;
      return [[...(found?.models.keys() ?? [])], found?.requiredParameters];
    };
    expect(checks('POST')).toEqual([['application/json'], []]);
    expect(checks('GET')).toEqual([[], ['method.request.querystring.a']]);
    expect(checks('PUT')).toEqual([[], []]);
  });

  describe('with models that reference each other', () => {
    const url = (name: string) => `https://apigateway.amazonaws.com/restapis/api1/models/${name}`;
    const $schema = 'http://json-schema.org/draft-04/schema#';

    function modelOf(order: unknown) {
      const api = restApi();
      api.models.set('Sku', { $schema, type: 'string', minLength: 3 });
      api.models.set('Item', {
        $schema,
        type: 'object',
        required: ['sku'],
        properties: { sku: { $ref: url('Sku') }, within: { $ref: url('Item') } },
      });
      api.models.set('Order', order);
      api.validators.set('body', { body: true, parameters: false });
      const requestModels = { 'application/json': 'Order' };
      add(api, { requestModels, requestValidatorId: 'body' });
      return deployed(api)?.routes.match('/orders', 'POST')?.method.models.get('application/json');
    }

    it('validates a body against all of them', () => {
      const items = { type: 'array', items: { $ref: url('Item') } };
      const model = modelOf({ $schema, type: 'object', properties: { items } });
      const violations = (body: unknown) => model?.violations(JSON.stringify(body))?.forClient;
      const within = { sku: 'plate', within: { sku: 'fork' } };
      expect(violations({ items: [{ sku: 'spoon' }, within] })).toBeUndefined();
      expect(violations({ items: [{}] })).toBe(
        '[object has missing required properties (["sku"])]',
      );
      expect(violations({ items: [{ ...within, within: { sku: 'x' } }] })).toMatch(/too short/);
    });

    it.each([
      ['is not there', url('Gone')],
      ['is of another API', url('Item').replace('api1', 'api2')],
    ])('rejects a reference to a model that %s', (_name, $ref) => {
      expect(() => modelOf({ $schema, $ref })).toThrow($ref);
    });
  });

  it('rejects a method with an unknown resource', () => {
    const api = restApi();
    add(api, { resourceId: 'gone' });
    expect(() => api.createDeployment('d1')).toThrow('API api1 has no resource gone');
  });

  it('rejects a method with an unknown model', () => {
    const api = restApi();
    api.validators.set('body', { body: true, parameters: false });
    add(api, { requestModels: { 'application/json': 'Gone' }, requestValidatorId: 'body' });
    expect(() => api.createDeployment('d1')).toThrow('API api1 has no model Gone');
  });

  it('rejects a stage with an unknown deployment', () => {
    expect(() => restApi().putStage(stageOf('d2'))).toThrow('API api1 has no deployment d2');
  });

  it('is the same after a restart, regardless of changes of the API', () => {
    const before = restApi();
    add(before, { httpMethod: 'GET' });
    const kept = JSON.parse(JSON.stringify(before.createDeployment('d1'))) as ApiSnapshot;
    const after = restApi();
    add(after, { httpMethod: 'DELETE' });
    after.createDeployment('d1', kept);
    after.putStage(stageOf('d1'));
    const routes = after.stages.get('v1')?.routes;
    expect(routes?.match('/orders', 'GET')).toBeDefined();
    expect(routes?.match('/orders', 'DELETE')).toBeUndefined();
  });

  it('is rejected for a private API without a resource policy', () => {
    const api = restApi();
    api.configure({ ...api.props, isPrivate: true });
    expect(() => api.createDeployment('d1')).toThrow(
      "Private REST API doesn't have a resource policy attached to it",
    );
  });

  it('keeps the resource policy of its snapshot', () => {
    const document = { Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } };
    const api = restApi();
    const stage = deployed(api);
    api.configure({ ...api.props, policyDocument: document });
    expect(stage?.policy).toBeUndefined();
    api.createDeployment('d2');
    api.putStage(stageOf('d2'));
    expect(api.stages.get('v1')?.policy?.where).toBe('stack/Api');
  });

  it('is not deleted while a stage uses it', () => {
    const api = restApi();
    deployed(api);
    expect(() => api.deleteDeployment('d1')).toThrow('Active stages');
    api.createDeployment('d2');
    api.putStage(stageOf('d2'));
    api.deleteDeployment('d1');
    expect(() => api.putStage(stageOf('d1'))).toThrow('API api1 has no deployment d1');
  });

  it('keeps its throttles when its stage changes the deployment', () => {
    const api = restApi();
    const limits = { rate: 1, burst: 1 };
    const throttles = [{ httpMethod: '*', resourcePath: '/*', limits }];
    add(api);
    api.createDeployment('d1');
    api.createDeployment('d2');
    api.putStage({ ...stageOf('d1'), throttles });
    expect(api.stages.get('v1')?.throttles.take('GET', '/')).toBeUndefined();
    api.putStage({ ...stageOf('d2'), throttles });
    expect(api.stages.get('v1')?.throttles.take('GET', '/')?.limits).toEqual(limits);
  });

  it('keeps the default endpoint until a deployment disables it', () => {
    const api = restApi();
    const has = () => api.stages.get('v1')?.hasDefaultEndpoint;
    deployed(api);
    api.configure({ ...api.props, disablesDefaultEndpoint: true });
    expect(has()).toBe(true);
    api.createDeployment('d2');
    api.putStage(stageOf('d2'));
    expect(has()).toBe(false);
  });
});

it('is rejected without a method', () => {
  expect(() => restApi().createDeployment('d1')).toThrow(
    "The REST API doesn't contain any methods",
  );
});
