import { references } from './intrinsics';

describe('the references of a value', () => {
  it.each([
    { name: 'Ref', value: { Ref: 'A' }, expected: [['A', 'P']] },
    {
      name: 'GetAtt as a list',
      value: { 'Fn::GetAtt': ['A', 'Arn'] },
      expected: [['A', 'P', 'Arn']],
    },
    { name: 'GetAtt as text', value: { 'Fn::GetAtt': 'A.B.C' }, expected: [['A', 'P', 'B.C']] },
    {
      name: 'Sub',
      value: { 'Fn::Sub': '${A} ${!No} ${B.Arn} ${C.D.E}' },
      expected: [
        ['A', 'P'],
        ['B', 'P', 'Arn'],
        ['C', 'P', 'D.E'],
      ],
    },
    {
      name: 'Sub with variables',
      value: { 'Fn::Sub': ['${own} ${A}', { own: { Ref: 'B' } }] },
      expected: [
        ['B', 'P.Fn::Sub[1].own'],
        ['A', 'P'],
      ],
    },
    {
      name: 'Sub with a variable whose name contains a period',
      value: { 'Fn::Sub': ['${A.Arn} ${B.Arn}', { 'A.Arn': 'x', B: 'y' }] },
      expected: [['B', 'P', 'Arn']],
    },
    {
      name: 'a property named Ref next to others, which is not a function',
      value: { Ref: 'A', other: { Ref: 'B' } },
      expected: [['B', 'P.other']],
    },
    {
      name: 'both branches of If',
      value: { 'Fn::If': ['Yes', { Ref: 'A' }, { Ref: 'B' }] },
      expected: [
        ['A', 'P.Fn::If[1]'],
        ['B', 'P.Fn::If[2]'],
      ],
    },
    { name: 'nested values', value: { x: [{ y: { Ref: 'A' } }] }, expected: [['A', 'P.x[0].y']] },
    { name: 'nothing', value: { x: 'Ref', y: null, z: 1 }, expected: [] },
  ])('include $name', ({ value, expected }) => {
    const toReference = ([name, path, attribute]: readonly string[]) =>
      attribute === undefined ? { name, path } : { name, path, attribute };
    expect(references(value, 'P')).toStrictEqual(expected.map(toReference));
  });
});
