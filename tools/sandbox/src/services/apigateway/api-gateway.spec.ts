import { ApiGateway } from './api-gateway';
import { RestApi } from './rest-api';

function apiGateway(...basePaths: readonly string[]): ApiGateway {
  const made = new ApiGateway();
  made.createDomainName('Food.orders.localhost');
  for (const basePath of basePaths) {
    const id = `api-${basePath}`;
    made.createRestApi(
      new RestApi({ id, rootResourceId: 'root', isPrivate: true, policy: undefined }),
    );
    made.createBasePathMapping('food.orders.localhost', { basePath, restApiId: id, stage: 'v1' });
  }
  return made;
}

function mapped(made: ApiGateway, path: string): unknown {
  const found = made.mapped('food.orders.localhost', path);
  return found && [found.api.props.id, found.path];
}

describe('a custom domain', () => {
  it('is found whatever the case that it was created in', () => {
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

  it('must be there before it is mapped', () => {
    const mapping = { basePath: 'v1', restApiId: 'x', stage: 'v1' };
    expect(() => new ApiGateway().createBasePathMapping('a.b', mapping)).toThrow(
      'There is no domain name a.b',
    );
  });
});
