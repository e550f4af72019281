import * as z from 'zod/mini';
import {
  defineApi,
  operationsByPath,
  orderOperations,
  serviceProblemsOf,
} from '../../../src/adapters/http/api';
import { httpHandler } from '../../../src/adapters/http/handler';
import { defineOperation, type OperationProps } from '../../../src/adapters/http/operation';
import { operationRoute } from '../../../src/adapters/http/operation-route';
import { listOrders } from '../../../src/adapters/http/operations/list-orders';
import { orderIdParameter } from '../../../src/adapters/http/parameters';
import { ProblemError } from '../../../src/adapters/http/problems';
import { defineIndex } from '../../../src/domain/order-index';
import {
  placeEvent,
  recordingLogger,
  sampleContext,
  sampleEvent,
  soup,
  tooLate,
} from '../../support/samples';

const byFullName = defineIndex({ name: 'by-full-name', field: 'fullName' });

const rating = {
  name: 'Rating',
  schema: () => z.strictObject({ stars: z.int('must be a whole number') }),
};

const rate = defineOperation({
  name: 'rate-order',
  method: 'PUT',
  path: '/orders/{orderId}/rating',
  summary: 'Rate an order',
  parameters: { orderId: orderIdParameter },
  body: rating,
  success: { status: 200, description: 'The rating.', body: rating },
  problems: ['ORDER.NOT_FOUND', tooLate],
  access: ['update'],
});

const changed = (change: Partial<Record<keyof OperationProps, unknown>>) => () =>
  defineOperation({ ...rate, ...change } as OperationProps);

describe('defineOperation', () => {
  it.each([
    [{ name: 'Rate' }, 'operation "Rate": the name must match'],
    [{ name: 'a'.repeat(41) }, 'have at most 40 characters'],
    [{ path: 'orders' }, 'the path must match'],
    [{ path: '/orders/{orderId}/' }, 'got "/orders/{orderId}/"'],
    [
      { path: '/orders/{id}/rating' },
      'parameters in its path are (id), but it describes (orderId)',
    ],
    [{ parameters: {} }, 'parameters in its path are (orderId), but it describes ()'],
    [
      { access: ['find'] },
      'an index requires the access "find", and the access "find" requires an index',
    ],
    [
      { index: byFullName },
      'an index requires the access "find", and the access "find" requires an index',
    ],
    [{ method: 'DELETE' }, 'DELETE does not accept a body'],
    [{ method: 'GET' }, 'GET does not accept a body'],
    [
      { path: '/{a}/{b}', parameters: {} },
      'parameters in its path are (a, b), but it describes ()',
    ],
    [
      { parameters: { orderId: orderIdParameter, other: orderIdParameter } },
      'are (orderId), but it describes (orderId, other)',
    ],
    [
      { success: { ...rate.success, status: 204 } },
      'a response with the status 204 must not have a body',
    ],
    [
      { problems: ['ORDER.LOST'] },
      'there is no problem "ORDER.LOST": declare it with defineProblem',
    ],
  ])('rejects %j', (change, message) => {
    expect(changed(change)).toThrow(message);
  });
});

describe('an operation with a name of 40 characters', () => {
  it('is accepted', () => {
    expect(changed({ name: 'a'.repeat(40) })).not.toThrow();
  });
});

describe('operationsByPath', () => {
  it('has each operation once, in the order of the paths', () => {
    const get = defineOperation({
      ...listOrders,
      name: 'get-rating',
      path: '/orders/{orderId}/rating',
      parameters: { orderId: orderIdParameter },
    });
    expect([...operationsByPath([rate, listOrders, get])]).toEqual([
      ['/orders/{orderId}/rating', [rate, get]],
      ['/orders', [listOrders]],
    ]);
  });
});

describe('defineApi', () => {
  it('accepts the default operations and custom ones', () => {
    const operations = [...orderOperations, rate];
    expect(defineApi({ service: soup, operations })).toEqual({ service: soup, operations });
  });

  it.each([
    [
      'two of a name',
      { path: '/other/{orderId}' },
      '"rate-order" and "rate-order" are both called',
    ],
    ['two for a request', { name: 'other' }, 'operations "rate-order" and "other" both answer PUT'],
    [
      'two for a request that name its parameter differently',
      { name: 'other', path: '/orders/{id}/rating', parameters: { id: orderIdParameter } },
      'both answer PUT /orders/{}/rating',
    ],
    [
      'two bodies of a name',
      { name: 'other', method: 'POST', body: { ...rating } },
      'two different declarations of body "Rating"',
    ],
    [
      'two problems of a code',
      { name: 'other', method: 'POST', problems: [{ ...tooLate }] },
      'two different declarations of problem "ORDER.TOO_LATE"',
    ],
    [
      'an index of what orders do not have',
      {
        name: 'other',
        method: 'POST',
        access: ['find'],
        index: defineIndex({ name: 'by-size', field: 'size' }),
      },
      'index "by-size": orders of the service "soup" have no field "size"',
    ],
  ])('rejects %s', (_fault, change, message) => {
    const other = changed(change)();
    expect(() => defineApi({ service: soup, operations: [rate, other] })).toThrow(message);
  });

  const finding = (name: string, field: string) =>
    defineOperation({
      ...listOrders,
      name: `find-by-${field.toLowerCase()}`,
      path: `/${field.toLowerCase()}`,
      access: ['find'],
      index: defineIndex({ name, field }),
    });

  it.each(['fullName', 'item', 'orderDate', 'note', 'canceledAt'])(
    'accepts an index of the field %s',
    (field) => {
      const operations = [finding('by-field', field)];
      expect(() => defineApi({ service: soup, operations })).not.toThrow();
    },
  );

  it('rejects two indexes of a name', () => {
    const operations = [finding('by-field', 'item'), finding('by-field', 'note')];
    expect(() => defineApi({ service: soup, operations })).toThrow(
      'two different declarations of index "by-field"',
    );
  });

  it('has the custom problems of its operations once, without those of every service', () => {
    const other = changed({ name: 'other', method: 'POST' })();
    expect(serviceProblemsOf([rate, other])).toEqual([tooLate]);
  });

  it('lets a service override a default operation', () => {
    const own = defineOperation({ ...listOrders, access: ['list', 'find'], index: byFullName });
    const [place, , get] = orderOperations;
    expect(() => defineApi({ service: soup, operations: [place, own, get] })).not.toThrow();
  });
});

describe('an operation', () => {
  const { logger, lines } = recordingLogger();
  const orderId = 'a'.repeat(32);
  const event = (body: unknown) => ({ ...placeEvent(body), pathParameters: { orderId } });
  const handle = httpHandler(
    logger,
    operationRoute(soup, rate, ({ parameters, body }) => {
      const { stars } = body;
      if (stars > 5) throw new ProblemError(tooLate, `No ${stars} for ${parameters.orderId}.`);
      return Promise.resolve({ body: { stars }, headers: { 'X-Own': '1' } });
    }),
  );

  it('receives what it declares and responds as it declares', async () => {
    expect(await handle(event({ stars: 5 }), sampleContext)).toEqual({
      statusCode: 200,
      headers: { 'Cache-Control': 'no-store', 'Content-Type': 'application/json', 'X-Own': '1' },
      body: '{"stars":5}',
    });
  });

  it('can return a custom problem', async () => {
    const { statusCode, body } = await handle(event({ stars: 6 }), sampleContext);
    expect(statusCode).toBe(409);
    expect(JSON.parse(body)).toMatchObject({
      code: 'ORDER.TOO_LATE',
      detail: `No 6 for ${orderId}.`,
    });
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ status: 409, code: 'ORDER.TOO_LATE' });
  });

  it.each([
    [{ stars: 'five' }, 'REQUEST.INVALID_BODY', 'stars must be a whole number'],
    [{ stars: 5, more: 1 }, 'REQUEST.INVALID_BODY', '"more" is not a known field'],
    ['{', 'REQUEST.MALFORMED_JSON', 'The body is not JSON in UTF-8.'],
  ])('never receives the body %j', async (content, code, detail) => {
    const { body } = await handle(event(content), sampleContext);
    expect(JSON.parse(body)).toMatchObject({ status: 400, code, detail });
  });

  it('responds without a body if it declares none', async () => {
    const remove = defineOperation({
      name: 'forget-order',
      method: 'DELETE',
      path: '/orders/{orderId}',
      summary: 'Forget an order',
      parameters: { orderId: orderIdParameter },
      success: { status: 204, description: 'It is forgotten.' },
      problems: [],
      access: [],
    });
    const route = operationRoute(soup, remove, () => Promise.resolve({}));
    expect(await httpHandler(logger, route)(sampleEvent(), sampleContext)).toEqual({
      statusCode: 204,
      headers: { 'Cache-Control': 'no-store' },
      body: '',
    });
  });
});
