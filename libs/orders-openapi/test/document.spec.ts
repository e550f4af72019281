import { food } from '@cross-account/orders-domain/testing';
import { problems } from '@cross-account/orders-domain/http';
import { openApiDocument } from '../src/document';

const documentText = () => JSON.stringify(openApiDocument(food));

describe('openApiDocument', () => {
  it('describes every call', () => {
    const { openapi, paths } = openApiDocument(food);
    expect(openapi).toBe('3.1.0');
    expect(paths).toMatchObject({
      '/orders': { get: { operationId: 'listOrders' }, post: { operationId: 'placeOrder' } },
      '/orders/{orderId}': { get: { operationId: 'getOrder' } },
    });
  });

  it("has the version of the service's contract, which is that of all services where it names none", () => {
    expect(openApiDocument(food).info['version']).toBe('2.0.0');
    expect(openApiDocument({ ...food, version: '3.1.0' }).info['version']).toBe('3.1.0');
  });

  it('names every code', () => {
    const text = documentText();
    for (const code of Object.keys(problems)) expect(text).toContain(code);
  });

  it('refers to every component that it holds, and to no other', () => {
    const references = [...documentText().matchAll(/"#\/components\/(\w+\/\w+)"/g)].map(
      ([, name]) => name,
    );
    const held = Object.entries(openApiDocument(food).components).flatMap(([kind, components]) =>
      Object.keys(components).map((name) => `${kind}/${name}`),
    );
    expect([...new Set(references)].sort()).toEqual(held.sort());
  });

  it('is served where the caller says', () => {
    const serverUrl = 'https://food.example.com/v1';
    expect(openApiDocument(food, { serverUrl }).servers).toEqual([{ url: serverUrl }]);
  });
});
