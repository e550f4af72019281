import { httpRequest } from '@sandbox/kernel/testing/http-request';
import { BinaryMediaTypes, decodedBase64 } from './binary-media-types';

const sending = (type?: string) =>
  httpRequest({ headers: type === undefined ? [] : [['Content-Type', type]] });
const accepting = (types?: string) =>
  httpRequest({ headers: types === undefined ? [] : [['accept', types]] });

describe('binary media types', () => {
  it.each([
    [['image/png'], 'image/png', true],
    [['image~1png'], 'Image/PNG; q=1', true],
    [['image/png'], 'image/jpeg', false],
    [['image/png'], undefined, false],
    [['*/*'], 'text/plain', true],
    [['*~1*'], undefined, true],
    [[], 'application/octet-stream', false],
  ])('of an API, %j, include that of a request with %s: %s', (types, type, expected) => {
    expect(new BinaryMediaTypes(types).areSentBy(sending(type))).toBe(expected);
  });

  it.each([
    [['image/png'], 'image/png, text/html', true],
    [['image/png'], 'text/html, image/png', false],
    [['image/png'], '*/*', false],
    [['image/png'], undefined, false],
    [['*/*'], 'text/html', true],
    [['*/*'], undefined, true],
  ])('of an API, %j, include that of a client that accepts %s: %s', (types, accept, expected) => {
    expect(new BinaryMediaTypes(types).areAcceptedBy(accepting(accept))).toBe(expected);
  });
});

describe('a text in base64', () => {
  it.each([
    ['', ''],
    ['/wA=', 'ff00'],
    ['/wA', 'ff00'],
    ['iVBORw==', '89504e47'],
  ])('%j is decoded', (text, hex) => {
    expect(decodedBase64(text)?.toString('hex')).toBe(hex);
  });

  it.each(['a', '====', '_-8=', 'not base64', '/wA=\n'])('%j is invalid', (text) => {
    expect(decodedBase64(text)).toBeUndefined();
  });
});
