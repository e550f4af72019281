import * as z from 'zod/mini';
import { sampleOrder } from '../support/samples';
import {
  newestFirst,
  orderPositionSchema,
  positionOf,
  positionRange,
} from '../../src/domain/order-position';

const ID = '0123456789abcdef0123456789abcdef';
const at = (createdAt: string, orderId = ID) => positionOf({ createdAt, orderId });

describe('the position of an order', () => {
  it('is its time, then its ID', () => {
    expect(at('2026-11-22T12:00:00.000Z')).toBe(`2026-11-22T12:00:00.000Z#${ID}`);
  });

  it.each([
    [`2026-11-22T12:00:00.000Z#${ID}`, true],
    [` 2026-11-22T12:00:00.000Z#${ID}`, false],
    [`2026-11-22T12:00:00.000Z#${ID}0`, false],
    [`2026-11-22T12:00:00Z#${ID}`, false],
    [`2026-11-22T12:00:00.000Z#${ID.toUpperCase()}`, false],
    [ID, false],
  ])('may be %j: %s', (text, isPosition) => {
    expect(z.safeParse(orderPositionSchema, text).success).toBe(isPosition);
  });

  it('sorts the newest order first, and orders of the same time by ID', () => {
    const [first, second, third] = [sampleOrder(1), sampleOrder(2), sampleOrder(3)];
    expect([second, third, first].sort(newestFirst)).toEqual([third, second, first]);
    const twin = { ...first, orderId: 'f'.repeat(32) };
    expect([first, twin].sort(newestFirst)).toEqual([twin, first]);
    expect([twin, first].sort(newestFirst)).toEqual([twin, first]);
  });
});

describe('the position range of a day', () => {
  const inRange = (orderDate: string | undefined, position: string) => {
    const { from, to } = positionRange(orderDate);
    return from <= position && position <= to;
  };

  it.each([
    ['2026-11-22T00:00:00.000Z', true],
    ['2026-11-22T23:59:59.999Z', true],
    ['2026-11-21T23:59:59.999Z', false],
    ['2026-11-23T00:00:00.000Z', false],
  ])('contains %s: %s', (createdAt, isHeld) => {
    expect(inRange('2026-11-22', at(createdAt))).toBe(isHeld);
  });

  it('is unbounded without a day', () => {
    const all = ['0000-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'];
    expect(all.map((createdAt) => inRange(undefined, at(createdAt)))).toEqual([true, true]);
  });
});
