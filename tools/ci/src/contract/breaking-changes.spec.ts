import fc from 'fast-check';
import { z } from 'zod';
import { soupContract } from '../testing/soup-contract';
import { breakingChanges } from './breaking-changes';
import { parseOpenApi } from './openapi';

const base = parseOpenApi(soupContract, 'base');

/** A JSON object whose members are read by path. */
type Json = Record<string, unknown>;
const jsonObject = z.record(z.string(), z.unknown());

/**
 * Returns the object or array at a path of the document, to be changed in place. Throws when there is none.
 */
function at(document: Json, ...members: string[]): Json {
  return members.reduce<Json>((current, member) => {
    const value = current[member];
    if (typeof value !== 'object' || value === null) throw new Error(`no ${member} here`);
    return value as Json;
  }, document);
}

/** Returns the breaking changes of a change of the contract. */
function breaksOf(change: (document: Json) => void): string[] {
  const document = jsonObject.parse(JSON.parse(soupContract));
  change(document);
  return breakingChanges(base, parseOpenApi(JSON.stringify(document), 'changed')).map(
    (one) => `${one.at}: ${one.problem}`,
  );
}

const post = ['paths', '/orders', 'post'];
const list = ['paths', '/orders', 'get'];
const place = ['components', 'schemas', 'PlaceOrder'];
const placed = ['components', 'schemas', 'PlacedOrder'];
const order = ['components', 'schemas', 'Order'];

describe('a change of the contract', () => {
  it('is empty without a change', () => {
    expect(breaksOf(() => undefined)).toEqual([]);
  });

  it.each<[string, (document: Json) => void, string[]]>([
    [
      'a removed path',
      (d) => delete at(d, 'paths')['/orders/{orderId}'],
      ["paths['/orders/{orderId}']: the path was removed"],
    ],
    [
      'a removed method',
      (d) => delete at(d, 'paths', '/orders')['post'],
      ["paths['/orders'].post: the method was removed"],
    ],
    [
      'another base path',
      (d) => (d['servers'] = [{ url: '/v2' }]),
      ['servers: the server "/v1" was removed'],
    ],
    [
      'a changed status',
      (d) => {
        const responses = at(d, ...post, 'responses');
        responses['200'] = responses['201'];
        delete responses['201'];
      },
      [
        "paths['/orders'].post.responses['200']: callers do not expect this success status",
        "paths['/orders'].post.responses['201']: the status was removed",
      ],
    ],
    [
      'a removed parameter',
      (d) => (at(d, ...list)['parameters'] = []),
      [
        "paths['/orders'].get.parameters['query orderdate']: the parameter was removed",
        "paths['/orders'].get.parameters['query limit']: the parameter was removed",
        "paths['/orders'].get.parameters['query nexttoken']: the parameter was removed",
      ],
    ],
    [
      'a parameter that becomes required',
      (d) => (at(d, ...list, 'parameters', '1')['required'] = true),
      ["paths['/orders'].get.parameters['query limit']: it is now required"],
    ],
    [
      'a parameter with a smaller range',
      (d) =>
        Object.assign(at(d, ...list, 'parameters', '1', 'schema'), { maximum: 50, minimum: 5 }),
      [
        "paths['/orders'].get.parameters['query limit'].minimum: minimum was 1, is 5",
        "paths['/orders'].get.parameters['query limit'].maximum: maximum was 100, is 50",
      ],
    ],
    [
      'another default',
      (d) => (at(d, ...list, 'parameters', '1', 'schema')['default'] = 10),
      ["paths['/orders'].get.parameters['query limit'].default: default was 50, is 10"],
    ],
    [
      'a removed request body',
      (d) => delete at(d, ...post)['requestBody'],
      ["paths['/orders'].post.requestBody: the request body was removed"],
    ],
    [
      'another content type',
      (d) => (at(d, ...post, 'requestBody')['content'] = { 'application/xml': {} }),
      [
        "paths['/orders'].post.requestBody.content['application/json']: the content type was removed",
      ],
    ],
    [
      'a new required property of the request',
      (d) => {
        at(d, ...place, 'properties')['table'] = { type: 'integer' };
        at(d, ...place)['required'] = ['fullName', 'soup', 'table'];
      },
      ['components.schemas.PlaceOrder.required: "table" is now required'],
    ],
    [
      'a removed property of the request',
      (d) => delete at(d, ...place, 'properties')['fullName'],
      ['components.schemas.PlaceOrder.properties.fullName: the property was removed'],
    ],
    [
      'an item off the menu',
      (d) => (at(d, ...place, 'properties', 'soup')['enum'] = ['leek', 'tomato']),
      ['components.schemas.PlaceOrder.properties.soup.enum: "pea" is no longer accepted'],
    ],
    [
      'a new limit',
      (d) => (at(d, ...place, 'properties', 'fullName')['maxLength'] = 100),
      [
        'components.schemas.PlaceOrder.properties.fullName.maxLength: maxLength was nothing, is 100',
      ],
    ],
    [
      'another type',
      (d) => (at(d, ...place, 'properties', 'fullName')['type'] = 'integer'),
      ['components.schemas.PlaceOrder.properties.fullName.type: type was "string", is "integer"'],
    ],
    [
      'an unknown keyword',
      (d) => (at(d, ...place)['dependentRequired'] = { fullName: ['soup'] }),
      [
        'components.schemas.PlaceOrder.dependentRequired: dependentRequired was nothing, is {"fullName":["soup"]}',
      ],
    ],
    [
      'a property removed from a response',
      (d) => delete at(d, ...placed, 'properties')['message'],
      ['components.schemas.PlacedOrder.properties.message: the property was removed'],
    ],
    [
      'a property that becomes optional in a response',
      (d) => (at(d, ...order)['required'] = ['orderId', 'orderDate', 'soup']),
      ['components.schemas.Order.required: "fullName" is now optional in responses'],
    ],
    [
      'another value in a response',
      (d) => (at(d, ...placed, 'properties', 'message')['const'] = 'done'),
      ['components.schemas.PlacedOrder.properties.message.const: "done" is new to callers'],
    ],
    [
      'another pattern in a response',
      (d) => (at(d, ...order, 'properties', 'orderId')['pattern'] = '^[0-9a-f]{64}$'),
      [
        'components.schemas.Order.properties.orderId.pattern: pattern was "^[0-9a-f]{32}$", is "^[0-9a-f]{64}$"',
      ],
    ],
    [
      'a longer list in a response',
      (d) =>
        (at(d, 'components', 'schemas', 'OrderList', 'properties', 'orders')['maxItems'] = 500),
      ['components.schemas.OrderList.properties.orders.maxItems: maxItems was 100, is 500'],
    ],
    [
      'a header removed from a response',
      (d) => delete at(d, ...post, 'responses', '201', 'headers')['Location'],
      ["paths['/orders'].post.responses['201'].headers.Location: the header was removed"],
    ],
    [
      'credentials that were not required before',
      (d) => (at(d, ...list)['security'] = [{ key: [] }]),
      ['paths[\'/orders\'].get.security: security was [], is [{"key":[]}]'],
    ],
  ])('breaks callers: %s', (_name, change, breaks) => {
    expect(breaksOf(change)).toEqual(breaks);
  });

  it.each<[string, (document: Json) => void]>([
    ['a new path', (d) => (at(d, 'paths')['/menu'] = at(d, 'paths', '/orders/{orderId}'))],
    ['a new method', (d) => (at(d, 'paths', '/orders')['put'] = at(d, ...post))],
    [
      'a new item on the menu',
      (d) => (at(d, ...place, 'properties', 'soup')['enum'] = ['leek', 'tomato', 'pea', 'onion']),
    ],
    [
      'a new optional property of the request',
      (d) => (at(d, ...place, 'properties')['table'] = { type: 'integer' }),
    ],
    [
      'a property of the request that becomes optional',
      (d) => (at(d, ...place)['required'] = ['soup']),
    ],
    [
      'a new property in a response',
      (d) => (at(d, ...order, 'properties')['price'] = { type: 'integer' }),
    ],
    [
      'a new optional parameter',
      (d) =>
        (at(d, ...list)['parameters'] = [
          ...z.array(z.unknown()).parse(at(d, ...list)['parameters']),
          { name: 'sort', in: 'query' },
        ]),
    ],
    ['a higher limit', (d) => (at(d, ...list, 'parameters', '1', 'schema')['maximum'] = 1000)],
    [
      'a shorter list in a response',
      (d) => (at(d, 'components', 'schemas', 'OrderList', 'properties', 'orders')['maxItems'] = 50),
    ],
    ['a new error', (d) => (at(d, ...post, 'responses')['409'] = { description: 'Sold out.' })],
    [
      'a new code of an error',
      (d) =>
        (at(d, 'components', 'schemas', 'Problem', 'properties', 'code')['enum'] = [
          'ORDER.SOLD_OUT',
        ]),
    ],
    ['other words', (d) => (at(d, ...post)['summary'] = 'Order something')],
    [
      'a renamed schema',
      (d) => {
        at(d, 'components', 'schemas')['NewOrder'] = at(d, ...place);
        at(d, ...post, 'requestBody', 'content', 'application/json')['schema'] = {
          $ref: '#/components/schemas/NewOrder',
        };
      },
    ],
    [
      'a schema without a reference',
      (d) => {
        at(d, ...post, 'requestBody', 'content', 'application/json')['schema'] = {
          allOf: [at(d, ...place)],
        };
      },
    ],
    [
      'alternatives that include the schema',
      (d) => {
        at(d, ...post, 'requestBody', 'content', 'application/json')['schema'] = {
          anyOf: [{ $ref: '#/components/schemas/PlaceOrder' }, { type: 'array' }],
        };
      },
    ],
  ])('is compatible: %s', (_name, change) => {
    expect(breaksOf(change)).toEqual([]);
  });

  it('breaks callers with another alternative in a response, but not in a request', () => {
    const alternatives = { anyOf: [{ $ref: '#/components/schemas/Order' }, { type: 'array' }] };
    const answer = ['paths', '/orders/{orderId}', 'get', 'responses', '200', 'content'];
    const breaks = breaksOf((d) => (at(d, ...answer, 'application/json')['schema'] = alternatives));
    expect(breaks).toContainEqual(expect.stringContaining('.anyOf: anyOf was nothing'));
  });

  it('reports a break in a shared schema once, with a compatible alternative', () => {
    const document = jsonObject.parse(JSON.parse(soupContract));
    const answer = { schema: { $ref: '#/components/schemas/Order' } };
    at(document, ...list, 'responses', '200', 'content')['application/json'] = answer;
    const before = parseOpenApi(JSON.stringify(document), 'before');
    at(document, ...order, 'properties', 'fullName')['type'] = 'null';
    expect(breakingChanges(before, parseOpenApi(JSON.stringify(document), 'now'))).toEqual([
      {
        at: 'components.schemas.Order.properties.fullName.type',
        problem: 'type was "string", is "null"',
        compatible: 'return only what was returned before',
      },
    ]);
  });

  it('breaks callers if a loosened bound of a request applies to a response, too', () => {
    const limits = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }));
    const withLimits = (sent: number, received: number) => {
      const document = jsonObject.parse(JSON.parse(soupContract));
      at(document, ...place, 'properties', 'fullName')['maxLength'] = sent;
      at(document, ...order, 'properties', 'fullName')['maxLength'] = received;
      return parseOpenApi(JSON.stringify(document), 'property');
    };
    fc.assert(
      fc.property(limits, limits, ([sent, received], [sentNow, receivedNow]) => {
        const breaks = breakingChanges(
          withLimits(sent, received),
          withLimits(sentNow, receivedNow),
        );
        const places = breaks.map((one) => one.at.split('.')[2]);
        expect(places.includes('PlaceOrder')).toBe(sentNow < sent);
        expect(places.includes('Order')).toBe(receivedNow > received);
      }),
    );
  });
});

describe('a document', () => {
  it.each([
    ['no JSON', '{', 'soup is not JSON'],
    ['another version', '{"openapi":"3.0.0","info":{"version":"1"},"paths":{}}', 'must be 3.1.x'],
    ['another format', '{"swagger":"2.0"}', 'soup is not an OpenAPI 3.1 document'],
  ])('is rejected if it is %s', (_name, content, message) => {
    expect(() => parseOpenApi(content, 'soup')).toThrow(message);
  });

  it('is rejected with a dangling reference', () => {
    expect(() => breaksOf((d) => delete at(d, 'components', 'schemas')['PlaceOrder'])).toThrow(
      'the reference "#/components/schemas/PlaceOrder" does not refer to a schema',
    );
  });
});
