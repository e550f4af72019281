import fc from 'fast-check';
import { ApiError } from '../api-error';
import { parseParameters } from './parameters';

describe('the parameters of a form', () => {
  it.each([
    ['Action=X&Version=1', { Action: 'X', Version: '1' }],
    ['Ids.member.1=a&Ids.member.2=b', { Ids: ['a', 'b'] }],
    ['Id.2=b&Id.10=c&Id.1=a', { Id: ['a', 'b', 'c'] }],
    ['Filter.1.Name=x&Filter.1.Value.1=y', { Filter: [{ Name: 'x', Value: ['y'] }] }],
    ['Name=a+b%26c', { Name: 'a b&c' }],
    ['A.B=1&A=2', { A: '2' }],
    ['A=1&A.B=2', { A: { B: '2' } }],
    ['', {}],
  ])('%s are structures and lists', (body, expected) => {
    expect(parseParameters(body)).toEqual(expected);
  });

  it('ignore inherited properties of objects', () => {
    parseParameters('__proto__.polluted=1&constructor.prototype.polluted=1');
    expect({}).not.toHaveProperty('polluted');
  });

  it.each([
    ['too many', 'a=1&'.repeat(1001)],
    ['too deep', `${'a.'.repeat(10)}a=1`],
  ])('are rejected if they are %s', (_name, body) => {
    expect(() => parseParameters(body)).toThrow(ApiError);
  });

  it('are parsed or rejected, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '.', '1', '=', '&', '%', '+') }),
        (body) => {
          expect(typeof parseParameters(body)).toBe('object');
        },
      ),
    );
  });
});
