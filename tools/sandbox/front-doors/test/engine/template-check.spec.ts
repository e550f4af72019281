import type { Template } from '@sandbox/engine/template';
import { hostedZone } from '@sandbox/engine/testing/small-resources';
import { deployments } from '../../src/testing/deployments';

const { deploy, account } = deployments();

const zones = (Name: unknown): Template['Resources'] => ({
  First: hostedZone('first.test'),
  Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name } },
});
const yes = { 'Fn::Equals': ['a', 'a'] };
const rule = (Assert: unknown, more: object = {}) => ({
  Rules: { Check: { Assertions: [{ Assert, AssertDescription: 'Bootstrap first.' }], ...more } },
});

describe('an invalid template', () => {
  it.each<[string, Template['Resources'], Partial<Template>, string]>([
    [
      'an unknown function deep in a property',
      zones({ 'Fn::Join': ['', ['a', { 'Fn::Length': [] }]] }),
      {},
      'Resources.Zone.Properties.Name.Fn::Join[1][1]: the intrinsic function Fn::Length is not supported',
    ],
    [
      'an unknown function in an output',
      zones('a'),
      { Outputs: { Out: { Value: { 'Fn::ToJsonString': {} } } } },
      'Outputs.Out.Value: the intrinsic function Fn::ToJsonString is not supported',
    ],
    [
      'an unknown reference in a branch that is not taken',
      zones({ 'Fn::If': ['Yes', 'a', { Ref: 'Gone' }] }),
      { Conditions: { Yes: yes } },
      'Resources.Zone.Properties.Name.Fn::If[2]: refers to Gone',
    ],
    [
      'a condition that is not defined',
      zones({ 'Fn::If': ['No', 'a', 'b'] }),
      { Conditions: { Yes: yes } },
      'Resources.Zone.Properties.Name.Fn::If: the template does not define the condition No',
    ],
    [
      'an unknown pseudo parameter',
      zones({ Ref: 'AWS::Planet' }),
      {},
      'Resources.Zone.Properties.Name: refers to AWS::Planet',
    ],
    [
      'a condition on a resource',
      zones('a'),
      { Conditions: { Late: { 'Fn::Equals': [{ Ref: 'First' }, 'x'] } } },
      'refers to the resource First, which is not allowed in Conditions',
    ],
    [
      'conditions in a cycle that nothing uses',
      zones('a'),
      {
        Conditions: {
          A: { 'Fn::Not': [{ Condition: 'B' }] },
          B: { 'Fn::Not': [{ Condition: 'A' }] },
        },
      },
      'Conditions.A: the condition depends on itself, through B',
    ],
    [
      'an assertion that is false',
      zones('a'),
      rule({ 'Fn::Contains': [['1', '2'], { Ref: 'AWS::Region' }] }),
      'Rules.Check.Assertions[0]: Bootstrap first.',
    ],
  ])('with %s is rejected before anything is created', async (_name, resources, rest, says) => {
    const { error, events } = await deploy(resources, rest);
    expect(error?.message).toMatch(/^service: /);
    expect(error?.message).toContain(says);
    expect(events).toEqual([]);
    expect(account().route53.zoneNames).toEqual([]);
  });
});

describe('a rule', () => {
  it.each<[string, object, boolean]>([
    ['Contains', { 'Fn::Contains': [['eu-central-1'], { Ref: 'AWS::Region' }] }, true],
    [
      'EachMemberIn',
      {
        'Fn::EachMemberIn': [
          ['a', 'b'],
          ['a', 'b', 'c'],
        ],
      },
      true,
    ],
    ['EachMemberIn of another', { 'Fn::EachMemberIn': [['a', 'x'], ['a']] }, false],
    ['EachMemberEquals', { 'Fn::EachMemberEquals': [['a', 'a'], 'a'] }, true],
    ['EachMemberEquals of another', { 'Fn::EachMemberEquals': [['a', 'b'], 'a'] }, false],
  ])('asserts with %s', async (_name, assertion, holds) => {
    const { error } = await deploy(zones('a'), rule(assertion));
    expect(error === undefined).toBe(holds);
  });

  it('asserts only if its own condition holds', async () => {
    const never = { 'Fn::Equals': ['a', 'b'] };
    const { error } = await deploy(zones('a'), rule(never, { RuleCondition: never }));
    expect(error).toBeUndefined();
  });
});
