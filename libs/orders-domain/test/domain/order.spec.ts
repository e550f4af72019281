import * as z from 'zod/mini';
import { createOrder, fullNameSchema, orderDateSchema } from '../../src/domain/order';
import { orderIdFromKey, randomOrderId } from '../../src/domain/order-id';
import { shardOf } from '../../src/domain/sharding';

const accepts = (schema: z.ZodMiniType, value: unknown) => z.safeParse(schema, value).success;

describe('fullName', () => {
  it('is trimmed of every kind of space', () => {
    expect(z.parse(fullNameSchema, '\u00a0\t Ada Lovelace \u3000\n')).toBe('Ada Lovelace');
  });

  it('has up to 200 characters, regardless of their bytes', () => {
    expect(accepts(fullNameSchema, '👩'.repeat(200))).toBe(true);
    expect(accepts(fullNameSchema, ` ${'a'.repeat(200)} `)).toBe(true);
    expect(accepts(fullNameSchema, '👩'.repeat(201))).toBe(false);
  });

  it.each(['', '   ', '\u3000', '\ud800', 'a\udfffb', 'A\ufffdda', 1, null, undefined])(
    'rejects %j',
    (value) => {
      expect(accepts(fullNameSchema, value)).toBe(false);
    },
  );

  // A pattern with catastrophic backtracking would take minutes.
  it('rejects a hostile name', () => {
    const hostile = `${' a'.repeat(100_000)}${' '.repeat(100_000)}a`;
    expect(accepts(fullNameSchema, hostile)).toBe(false);
  });
});

describe('orderDate', () => {
  it.each(['2026-11-22', '2024-02-29', '0001-01-01'])('accepts %s', (value) => {
    expect(accepts(orderDateSchema, value)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '20261122',
    '',
    ' 2026-11-22',
    '2026-11-22T',
  ])('rejects "%s"', (value) => {
    expect(accepts(orderDateSchema, value)).toBe(false);
  });

  it.each([
    ['0000', true],
    ['1900', false],
    ['2000', true],
    ['2023', false],
    ['2024', true],
    ['2100', false],
  ])('accepts each day of %s, a leap year: %s', (year, isLeap) => {
    const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    const numbers = (count: number) =>
      Array.from({ length: count }, (_, number) => String(number).padStart(2, '0'));
    const days = numbers(15).flatMap((month) =>
      numbers(33).map((day): [string, boolean] => [
        `${year}-${month}-${day}`,
        Number(day) >= 1 && Number(day) <= (lengths[Number(month) - 1] ?? 0),
      ]),
    );
    const wrong = days.filter(([day, exists]) => accepts(orderDateSchema, day) !== exists);
    expect(wrong).toEqual([]);
  });
});

describe('createOrder', () => {
  it('sets the date to the UTC day', () => {
    const at = new Date('2026-11-22T23:59:59.999-05:00');
    const order = createOrder(randomOrderId(), { fullName: 'Ada', item: 'tea' }, at);
    expect(order).toMatchObject({ createdAt: '2026-11-23T04:59:59.999Z', orderDate: '2026-11-23' });
  });
});

describe('an order ID', () => {
  it('is always the same for a key and a service', () => {
    expect(orderIdFromKey('food', 'k')).toMatch(/^[0-9a-f]{32}$/);
    expect(orderIdFromKey('food', 'k')).toBe(orderIdFromKey('food', 'k'));
    expect(orderIdFromKey('food', 'k')).not.toBe(orderIdFromKey('foo', 'dk'));
  });

  it('spreads orders evenly over shards', () => {
    const counts = new Array<number>(8).fill(0);
    for (let n = 0; n < 8_000; n += 1) {
      const shard = shardOf(randomOrderId(), 8);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1_200);
  });
});

describe('a new order', () => {
  it('has no field that its request leaves out', () => {
    const request = { fullName: 'Ada', item: 'tea', note: undefined };
    const order = createOrder('id', request, new Date('2026-11-22T12:00:00.000Z'));
    expect(Object.keys(order)).toEqual(['orderId', 'orderDate', 'createdAt', 'fullName', 'item']);
  });
});
