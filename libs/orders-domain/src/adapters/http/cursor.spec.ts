import * as fc from 'fast-check';
import { positionOf } from '../../domain/order-position';
import { sampleOrder } from '../../testing/samples';
import { decodeCursor, encodeCursor } from './cursor';

const invalid: unknown = expect.objectContaining({ code: 'REQUEST.INVALID_CURSOR' });
const position = positionOf(sampleOrder(1));

const refusal = (token: string, orderDate?: string): unknown => {
  try {
    return decodeCursor(token, orderDate);
  } catch (error) {
    return error;
  }
};

describe('a cursor', () => {
  it('leads back to its position', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.boolean(), (n, oneDay) => {
        const order = sampleOrder(n);
        const orderDate = oneDay ? order.orderDate : undefined;
        const token = encodeCursor(positionOf(order), orderDate);
        expect(token).toMatch(/^[\w-]+$/);
        expect(decodeCursor(token, orderDate)).toBe(positionOf(order));
      }),
    );
  });

  it('holds for one orderDate only', () => {
    expect(refusal(encodeCursor(position, '2026-11-22'), '2026-11-23')).toEqual(invalid);
    expect(refusal(encodeCursor(position, '2026-11-22'))).toEqual(invalid);
    expect(refusal(encodeCursor(position, undefined), '2026-11-22')).toEqual(invalid);
  });

  it('cannot point outside its own day', () => {
    expect(refusal(encodeCursor(position, '2026-11-23'), '2026-11-23')).toEqual(invalid);
  });

  it('is refused in any other spelling', () => {
    const token = encodeCursor(position, undefined);
    for (const other of [
      `${token}=`,
      ` ${token}`,
      `${token}A`,
      token.slice(0, -1),
      token + token,
    ]) {
      expect(refusal(other)).toEqual(invalid);
    }
  });

  it('is refused when it is anything else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.base64String()), (text) => {
        expect(refusal(text)).toEqual(invalid);
        expect(refusal(Buffer.from(text).toString('base64url'))).toEqual(invalid);
      }),
    );
    expect(refusal('A'.repeat(1_000_000))).toEqual(invalid);
  });
});
