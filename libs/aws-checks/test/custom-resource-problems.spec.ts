import { customResourceProblems } from '../src/custom-resource-problems';
import type { TemplateResource } from '../src/template';

const resources = (provider: Omit<TemplateResource, 'Type'>, policyOf = 'Role') => ({
  Thing: { Type: 'Custom::Thing', Properties: { ServiceToken: { 'Fn::GetAtt': ['Fn', 'Arn'] } } },
  Fn: {
    Type: 'AWS::Lambda::Function',
    ...provider,
    Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, ...provider.Properties },
  },
  Role: { Type: 'AWS::IAM::Role' },
  Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: policyOf }] } },
});
const Timeout = 30;

describe('a custom resource that IAM may be too slow for', () => {
  it('has a function that may exist before its permissions', () => {
    expect(customResourceProblems({ Resources: resources({ Properties: { Timeout } }) })).toEqual([
      'Thing: Fn may be created before Policy',
    ]);
  });

  it.each([
    [3, {}],
    [20, { Timeout: 20 }],
  ])('has a function that runs for %d s only', (seconds, Properties) => {
    const Resources = resources({ DependsOn: 'Policy', Properties });
    expect(customResourceProblems({ Resources })).toEqual([
      `Thing: Fn has ${seconds} s instead of at least 30 s`,
    ]);
  });

  it.each([
    ['comes after its permissions', resources({ DependsOn: ['Policy'], Properties: { Timeout } })],
    ['has no permissions', resources({ Properties: { Timeout } }, 'Another')],
  ])('is not one whose function %s', (_why, Resources) => {
    expect(customResourceProblems({ Resources })).toEqual([]);
  });

  it('is not one whose function is in another stack', () => {
    const Thing = { Type: 'Custom::Thing', Properties: { ServiceToken: 'arn:…' } };
    expect(customResourceProblems({ Resources: { Thing } })).toEqual([]);
  });
});
