import { stackScope } from './testing/stack-scope';
import { resolve } from './intrinsics';
import { parseTemplate } from './template';

const template = parseTemplate({
  Parameters: { Zones: { Type: 'CommaDelimitedList' }, Zone: { Type: 'String' } },
  Resources: {},
});
const scope = stackScope(template, { Zones: 'a,b', Zone: 'b' });
const Zones = { Ref: 'Zones' };
const Zone = { Ref: 'Zone' };

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html */
describe('a function of a rule', () => {
  it.each<[object, boolean]>([
    [{ 'Fn::Contains': [['a', 'b'], Zone] }, true],
    [{ 'Fn::Contains': [['a', 'c'], Zone] }, false],
    [{ 'Fn::Contains': [Zones, 'a'] }, true],
    [{ 'Fn::EachMemberIn': [Zones, ['a', 'b', 'c']] }, true],
    [{ 'Fn::EachMemberIn': [Zones, ['a', 'c']] }, false],
    [{ 'Fn::EachMemberIn': [['b', 'a'], Zones] }, true],
    [{ 'Fn::EachMemberEquals': [['b', 'b'], Zone] }, true],
    [{ 'Fn::EachMemberEquals': [Zones, Zone] }, false],
  ])('%j returns %j', (value, expected) => {
    expect(resolve(value, scope, 'Rules.One')).toBe(expected);
  });

  it.each<[object, string]>([
    [{ 'Fn::Contains': [Zones] }, 'expected a list of 2, got [["a","b"]]'],
    [{ 'Fn::Contains': [Zone, 'a'] }, 'expected a list, got "b"'],
    [{ 'Fn::EachMemberIn': [Zones, Zone] }, 'expected a list, got "b"'],
    [{ 'Fn::EachMemberIn': [Zone, Zones] }, 'expected a list, got "b"'],
    [{ 'Fn::EachMemberEquals': [Zone, 'b'] }, 'expected a list, got "b"'],
  ])('is rejected in %j', (value, says) => {
    expect(() => resolve(value, scope, 'Rules.One')).toThrow(`Rules.One: ${says}`);
  });
});
