import * as fc from 'fast-check';
import { positionOf } from '../../../src/domain/order-position';
import { sampleOrder } from '../../support/samples';
import { cursorsOf } from '../../../src/adapters/http/cursor';

const refusedWith = (message: string): unknown =>
  expect.objectContaining({ code: 'REQUEST.INVALID_CURSOR', message });
const invalid = refusedWith('The nextToken does not belong to this list. Start again without it.');
const ofAnotherDay = refusedWith(
  'The nextToken belongs to another orderDate. Send the same orderDate for each page.',
);
const position = positionOf(sampleOrder(1));
const { encode, decode } = cursorsOf('food/orders');

const refusal = (token: string, orderDate?: string): unknown => {
  try {
    return decode(token, orderDate);
  } catch (error) {
    return error;
  }
};

describe('a cursor', () => {
  it('returns its position', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.boolean(), (n, oneDay) => {
        const order = sampleOrder(n);
        const orderDate = oneDay ? order.orderDate : undefined;
        const token = encode(positionOf(order), orderDate);
        expect(token).toMatch(/^[\w-]+$/);
        expect(decode(token, orderDate)).toBe(positionOf(order));
      }),
    );
  });

  it('remains valid after a deployment', () => {
    const content = JSON.stringify({ v: 2, after: position, check: '9137617d391d8a84' });
    const token = Buffer.from(content).toString('base64url');
    expect(encode(position, undefined)).toBe(token);
  });

  it('is valid for one orderDate only', () => {
    expect(refusal(encode(position, '2026-11-22'), '2026-11-23')).toEqual(ofAnotherDay);
    expect(refusal(encode(position, '2026-11-22'))).toEqual(ofAnotherDay);
    expect(refusal(encode(position, undefined), '2026-11-22')).toEqual(ofAnotherDay);
  });

  it.each(['beverage/orders', 'food/orders-of-another-stage', 'food/order', ''])(
    'is valid for one list only, not for "%s"',
    (other) => {
      const foreign = cursorsOf(other);
      expect(refusal(foreign.encode(position, undefined))).toEqual(invalid);
      expect(refusal(foreign.encode(position, '2026-11-22'), '2026-11-22')).toEqual(invalid);
    },
  );

  it.each([
    ['another position', { after: positionOf(sampleOrder(2)) }],
    ['another day', { orderDate: '2026-11-22' }],
    ['the version before', { v: 1 }],
    ['no check', { check: undefined }],
  ])('is rejected if it was modified to contain %s', (_what, edit) => {
    const content = JSON.parse(
      Buffer.from(encode(position, undefined), 'base64url').toString(),
    ) as object;
    const edited = JSON.stringify({ ...content, ...edit });
    const orderDate = 'orderDate' in edit ? edit.orderDate : undefined;
    expect(refusal(Buffer.from(edited).toString('base64url'), orderDate)).toEqual(invalid);
  });

  it.each(['2026-11-21', '2026-11-23'])('cannot point outside its own day %s', (orderDate) => {
    expect(refusal(encode(position, orderDate), orderDate)).toEqual(ofAnotherDay);
  });

  it("has a checksum that separates the parts of the list's name", () => {
    const foreign = cursorsOf('food/orders2026-11-22').encode(position, undefined);
    const { check } = JSON.parse(Buffer.from(foreign, 'base64url').toString()) as { check: string };
    expect(check).toMatch(/^[0-9a-f]{16}$/);
    const edited = JSON.stringify({ v: 2, after: position, orderDate: '2026-11-22', check });
    expect(refusal(Buffer.from(edited).toString('base64url'), '2026-11-22')).toEqual(invalid);
  });

  it('is rejected in any other encoding', () => {
    const token = encode(position, undefined);
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

  it('is rejected if it is anything else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.base64String()), (text) => {
        expect(refusal(text)).toEqual(invalid);
        expect(refusal(Buffer.from(text).toString('base64url'))).toEqual(invalid);
      }),
    );
    expect(refusal('A'.repeat(1_000_000))).toEqual(invalid);
  });
});
