import { ApiGateway, type BasePathMapping } from './api-gateway';

function apiGateway(...basePaths: readonly string[]): ApiGateway {
  const made = new ApiGateway();
  made.putDomainName('Food.orders.localhost');
  for (const basePath of basePaths) {
    const id = `api-${basePath}`;
    made.putRestApi({
      id,
      rootResourceId: 'root',
      isPrivate: true,
      disablesDefaultEndpoint: false,
      vpcEndpointIds: [],
      constructPath: 'stack/Api',
    });
    made.putBasePathMapping('food.orders.localhost', mapping(basePath, id));
  }
  return made;
}

function mapping(basePath: string, restApiId: string): BasePathMapping {
  return { id: `mapping-${basePath}`, basePath, restApiId, stage: 'v1' };
}

function mapped(made: ApiGateway, path: string): unknown {
  const found = made.mapped('food.orders.localhost', path);
  return found && [found.api.props.id, found.path];
}

describe('a custom domain', () => {
  it('is found regardless of case', () => {
    expect(apiGateway().hasDomainName('food.orders.localhost')).toBe(true);
    expect(apiGateway().hasDomainName('tea.orders.localhost')).toBe(false);
  });

  it.each([
    ['/v1/orders', ['api-v1', '/orders']],
    ['/v1/', ['api-v1', '/']],
    ['/v1', ['api-v1', '/']],
    ['/v1/v2/orders', ['api-v1/v2', '/orders']],
    ['/v11/orders', undefined],
    ['/V1/orders', undefined],
    ['/orders', undefined],
    ['/', undefined],
  ])('maps %s to %j: the longest base path of whole segments', (path, expected) => {
    expect(mapped(apiGateway('v1', 'v1/v2'), path)).toEqual(expected);
  });

  it('maps everything else to an empty base path', () => {
    const made = apiGateway('', 'v1');
    expect(mapped(made, '/orders')).toEqual(['api-', '/orders']);
    expect(mapped(made, '/v1/orders')).toEqual(['api-v1', '/orders']);
  });

  it('maps nothing of another domain', () => {
    expect(apiGateway('v1').mapped('tea.orders.localhost', '/v1/orders')).toBeUndefined();
  });

  it('must exist before it is mapped', () => {
    expect(() => new ApiGateway().putBasePathMapping('a.b', mapping('v1', 'x'))).toThrow(
      'Domain name a.b does not exist',
    );
  });

  it('leads to another API after its mapping changes, and nowhere without it', () => {
    const made = apiGateway('v1', 'v2');
    made.putBasePathMapping('food.orders.localhost', mapping('v1', 'api-v2'));
    expect(mapped(made, '/v1/orders')).toEqual(['api-v2', '/orders']);
    made.deleteBasePathMapping('food.orders.localhost', 'mapping-v1');
    expect(mapped(made, '/v1/orders')).toBeUndefined();
    expect(mapped(made, '/v2/orders')).toEqual(['api-v2', '/orders']);
  });

  it('rejects a base path that another mapping has', () => {
    const other = { ...mapping('v1', 'api-v1'), id: 'another' };
    expect(() => apiGateway('v1').putBasePathMapping('food.orders.localhost', other)).toThrow(
      'Base path already exists for this domain name',
    );
  });

  it('keeps its mappings when it is updated, and loses them when it is deleted', () => {
    const made = apiGateway('v1');
    made.putDomainName('food.orders.localhost');
    expect(mapped(made, '/v1/orders')).toEqual(['api-v1', '/orders']);
    made.deleteDomainName('food.orders.localhost');
    expect(made.hasDomainName('food.orders.localhost')).toBe(false);
  });
});
