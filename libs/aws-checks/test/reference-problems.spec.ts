import { referenceProblems } from '../src/reference-problems';
import type { TemplateResource } from '../src/template';

const role: TemplateResource = { Type: 'AWS::IAM::Role' };
const naming = (name: unknown): TemplateResource => ({
  Type: 'AWS::IAM::Policy',
  Properties: { PolicyName: name },
});

describe('references', () => {
  it.each([
    ['Ref', { Ref: 'Role' }],
    ['Ref to a parameter', { Ref: 'Parameter' }],
    ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Role', 'Arn'] }],
    ['Fn::GetAtt in one string', { 'Fn::GetAtt': 'Role.Arn' }],
    ['Fn::Sub', { 'Fn::Sub': 'a-${Role}-${Role.Arn}-${AWS::Region}-${!Literal}' }],
    ['Fn::Sub with its own variables', { 'Fn::Sub': ['${Word}', { Word: { Ref: 'Role' } }] }],
  ])('pass with %s', (_kind, reference) => {
    const template = {
      Resources: { Role: role, Policy: naming(reference) },
      Parameters: { Parameter: {} },
    };
    expect(referenceProblems(template)).toEqual([]);
  });

  it.each([
    ['Ref', { Ref: 'Nobody' }],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Nobody', 'Arn'] }],
    ['Fn::Sub', { 'Fn::Sub': 'x-${Nobody}' }],
    ['Fn::Join', { 'Fn::Join': ['', ['a', { Ref: 'Nobody' }]] }],
  ])('to missing resources are reported in %s', (_kind, reference) => {
    expect(referenceProblems({ Resources: { Policy: naming(reference) } })).toEqual([
      'Policy: refers to Nobody, which the template does not define',
    ]);
  });

  it('to missing resources are reported in outputs and DependsOn', () => {
    const dependent = { ...role, DependsOn: ['Nobody'] };
    expect(
      referenceProblems({
        Resources: { Role: dependent },
        Outputs: { Out: { Value: { Ref: 'No' } } },
      }),
    ).toEqual([
      'Role: refers to Nobody, which the template does not define',
      'Outputs: refers to No, which the template does not define',
    ]);
  });

  it('to attributes that a type does not have are reported', () => {
    const resources = { Role: role, Policy: naming({ 'Fn::GetAtt': ['Role', 'Colour'] }) };
    expect(referenceProblems({ Resources: resources })).toEqual([
      'Policy: AWS::IAM::Role has no attribute Colour',
    ]);
  });

  it('to any attribute of a custom resource pass', () => {
    const resources = {
      Mine: { Type: 'Custom::Mine' },
      Policy: naming({ 'Fn::GetAtt': ['Mine', 'Anything'] }),
    };
    expect(referenceProblems({ Resources: resources })).toEqual([]);
  });

  it('in a cycle are reported, also through an update policy', () => {
    const resources = {
      A: naming({ Ref: 'B' }),
      B: { ...role, UpdatePolicy: { CodeDeploy: { Ref: 'A' } } },
    };
    expect(referenceProblems({ Resources: resources })).toEqual([
      'A: depends on itself: A -> B -> A',
    ]);
  });
});
