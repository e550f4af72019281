import { defineService, oneOf } from '@cross-account/orders-domain';
import {
  defineApi,
  defineOperation,
  orderOperations,
  problems,
} from '@cross-account/orders-domain/http';
import { cancelSoup, food, soup } from '@cross-account/orders-domain/testing';
import { openApiDocument } from '../src/document';

const api = defineApi({ service: food, operations: [...orderOperations] });

const documentText = () => JSON.stringify(openApiDocument(api));

describe('openApiDocument', () => {
  it('describes every operation', () => {
    const { openapi, paths } = openApiDocument(api);
    expect(openapi).toBe('3.1.0');
    expect(paths).toMatchObject({
      '/orders': { get: { operationId: 'listOrders' }, post: { operationId: 'placeOrder' } },
      '/orders/{orderId}': { get: { operationId: 'getOrder' } },
    });
  });

  it("has the version of the service's contract, or the default version", () => {
    expect(openApiDocument(api).info['version']).toBe('2.0.0');
    expect(
      openApiDocument({ ...api, service: { ...food, version: '3.1.0' } }).info['version'],
    ).toBe('3.1.0');
  });

  it('lists every problem code', () => {
    const text = documentText();
    for (const code of Object.keys(problems)) expect(text).toContain(code);
  });

  it('defines exactly the components that it references', () => {
    const references = [...documentText().matchAll(/"#\/components\/(\w+\/\w+)"/g)].map(
      ([, name]) => name,
    );
    const names = Object.entries(openApiDocument(api).components).flatMap(([kind, components]) =>
      Object.keys(components).map((name) => `${kind}/${name}`),
    );
    expect([...new Set(references)].sort()).toEqual(names.sort());
  });

  it('has the given server URL', () => {
    const serverUrl = 'https://food.example.com/v1';
    expect(openApiDocument(api, { serverUrl }).servers).toEqual([{ url: serverUrl }]);
  });
});

describe('the document of a service with custom fields and a custom operation', () => {
  // Like every operation, it may be unavailable, and documents that itself.
  const cancel = defineOperation({
    ...cancelSoup,
    problems: [...cancelSoup.problems, 'SERVICE.UNAVAILABLE'],
  });
  const document = openApiDocument(
    defineApi({ service: soup, operations: [...orderOperations, cancel] }),
  );

  it('describes the operation together with those of the same path', () => {
    const path = document.paths['/orders/{orderId}'];
    expect(Object.keys(path ?? {})).toEqual(['get', 'delete']);
    expect(path?.['delete']).toMatchObject({
      operationId: 'cancelOrder',
      parameters: [{ name: 'orderId', in: 'path', required: true }],
      responses: {
        '200': { description: 'The order, canceled.' },
        '404': { $ref: '#/components/responses/OrderNotFound' },
        '409': {
          content: {
            'application/problem+json': {
              examples: { 'ORDER.TOO_LATE': { value: { detail: 'The kitchen has begun.' } } },
            },
          },
        },
      },
    });
    expect(path?.['delete']).not.toHaveProperty('requestBody');
  });

  it('lists a problem once, even if an operation repeats a common one', () => {
    const responses = document.paths['/orders/{orderId}']?.['delete'] as { responses: object };
    expect(responses.responses).toMatchObject({
      '503': { $ref: '#/components/responses/ServiceUnavailable' },
    });
  });

  it('includes the custom problem', () => {
    expect(document.components.schemas['Problem']).toMatchObject({
      properties: { code: { enum: expect.arrayContaining(['ORDER.TOO_LATE']) as string[] } },
    });
  });

  it('has the fields in requests and responses, the state in responses', () => {
    const { PlaceOrder, Order } = document.components.schemas as Record<
      string,
      { readonly properties: object; readonly required: string[] }
    >;
    expect(Object.keys(PlaceOrder?.properties ?? {})).toEqual([
      'fullName',
      'soup',
      'note',
      'quantity',
    ]);
    expect(PlaceOrder?.required).toEqual(['fullName', 'soup']);
    expect(Object.keys(Order?.properties ?? {})).toContain('canceledAt');
    expect(Order?.required).toContain('quantity');
  });

  it('has the default of a state in the examples of responses, but not of requests', () => {
    const status = oneOf({ values: ['placed', 'sent'], default: 'placed', description: 'Status' });
    const parcel = defineService({ name: 'parcel', items: ['box'], state: { status } });
    const offered = defineApi({ service: parcel, operations: [...orderOperations] });
    const sent = { fullName: 'Ada Lovelace', parcel: 'box' };
    const examplesOf = (value: unknown) => {
      return { content: { 'application/json': { examples: { box: { value } } } } };
    };
    const { requestBody, responses } = openApiDocument(offered).paths['/orders']?.['post'] as {
      readonly requestBody: unknown;
      readonly responses: Readonly<Record<string, unknown>>;
    };
    expect(requestBody).toMatchObject(examplesOf(sent));
    expect(requestBody).not.toMatchObject(examplesOf({ status: 'placed' }));
    expect(responses['201']).toMatchObject(examplesOf({ order: { ...sent, status: 'placed' } }));
  });
});
