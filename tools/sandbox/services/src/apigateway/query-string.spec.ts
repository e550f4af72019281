import { isReadableQuery, queryParameters } from './query-string';

describe('a query string', () => {
  it.each<[string, [string, string][]]>([
    ['', []],
    [
      'a=1&b=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'a=1;b=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['a=1%3Bb=2', [['a', '1;b=2']]],
    [
      'a=1&a=2',
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
    [
      'a=&b',
      [
        ['a', ''],
        ['b', ''],
      ],
    ],
    ['a+b=c+d%2B', [['a b', 'c d+']]],
    ['a=%zz', [['a', '%zz']]],
    [
      'A=1&a=2',
      [
        ['A', '1'],
        ['a', '2'],
      ],
    ],
  ])('is parsed, %s', (query, parameters) => {
    expect(queryParameters(query)).toEqual(parameters);
  });

  it.each(['a=|', 'a={', 'a=}', '{a}=1'])('with %s is rejected', (query) => {
    expect(isReadableQuery(query)).toBe(false);
    expect(isReadableQuery(encodeURI(query))).toBe(true);
  });
});
