import type { HttpRequest } from '@sandbox/kernel/http';
import { Exchanges } from './exchanges';

const request: HttpRequest = {
  method: 'POST',
  host: 'food.orders.localhost',
  name: 'food.orders.localhost',
  path: '/v1/orders',
  query: 'a=b',
  headers: [['Content-Type', 'application/json']],
  body: Buffer.from('{"fullName":"Ada"}'),
  sourceIp: '127.0.0.1',
};

const answer = { status: 201, headers: { a: ['1', '2'] }, body: 'made' };

describe('the exchanges of a sandbox', () => {
  it('are recorded as they were sent', () => {
    const exchanges = new Exchanges();
    exchanges.add('one', request, answer);
    expect(exchanges.find('one')).toEqual({
      request: {
        method: 'POST',
        host: 'food.orders.localhost',
        path: '/v1/orders?a=b',
        headers: [['Content-Type', 'application/json']],
        body: { text: '{"fullName":"Ada"}', bytes: 18, isPartial: false },
      },
      answer: {
        status: 201,
        headers: [
          ['a', '1'],
          ['a', '2'],
        ],
        body: { text: 'made', bytes: 4, isPartial: false },
      },
    });
  });

  it('have no response if there was none', () => {
    const exchanges = new Exchanges();
    exchanges.add('one', request, undefined);
    expect(exchanges.find('one')).not.toHaveProperty('answer');
  });

  it('are limited to the last ones', () => {
    const exchanges = new Exchanges({ limit: 2 });
    for (const id of ['one', 'two', 'three']) exchanges.add(id, request, answer);
    expect(['one', 'two', 'three'].map((id) => exchanges.find(id) !== undefined)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('mark a body that is truncated or not text as partial', () => {
    const exchanges = new Exchanges({ bodyBytes: 4 });
    const body = Buffer.from([0xff, 0xfe]);
    exchanges.add('one', { ...request, body: Buffer.from('longer') }, { ...answer, body });
    expect(exchanges.find('one')).toMatchObject({
      request: { body: { text: 'long', bytes: 6, isPartial: true } },
      answer: { body: { text: '(2 bytes that are not text)', bytes: 2, isPartial: true } },
    });
  });
});
