import { specificationProblems } from '../src/specification-problems';

const problemsOf = (Type: string, Properties: Record<string, unknown>) =>
  specificationProblems({ Resources: { It: { Type, Properties } } });

const CODE = { S3Bucket: 'bucket', S3Key: 'key' };
const FUNCTION = 'AWS::Lambda::Function';
const good = { Code: CODE, Role: 'arn:role' };

describe('the CloudFormation specification', () => {
  it('accepts a valid template', () => {
    expect(problemsOf(FUNCTION, { ...good, MemorySize: 512, Timeout: '10' })).toEqual([]);
  });

  it('reports an unknown type', () => {
    expect(problemsOf('AWS::Lambda::Funktion', {})).toEqual([
      'It: unknown type AWS::Lambda::Funktion',
    ]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a property', { Rolle: 1 }, 'It: unknown property Rolle'],
    ['a property within', { Code: { S3Kee: 'k' } }, 'It.Code: unknown property S3Kee'],
    ['a text for a number', { MemorySize: 'much' }, "It.MemorySize: must be a integer, got 'much'"],
    ['a list for an object', { Code: [] }, 'It.Code: must be an object'],
    ['an object for a list', { Architectures: {} }, 'It.Architectures: must be a list'],
    ['an object for a string', { Role: {} }, 'It.Role: must be a string'],
    [
      'a property within a list',
      { FileSystemConfigs: [{ Arn: 'a', LocalMountPath: '/mnt/a', Path: '/' }] },
      'It.FileSystemConfigs.0: unknown property Path',
    ],
    ['a tag without a value', { Tags: [{ Key: 'a' }] }, 'It.Tags.0: must be a tag'],
  ])('reports %s', (_what, change, problem) => {
    expect(problemsOf(FUNCTION, { ...good, ...change })).toEqual([problem]);
  });

  it('reports missing required properties', () => {
    expect(problemsOf(FUNCTION, { Code: CODE })).toEqual(['It: Role is missing']);
  });

  it('accepts any value that is known only in AWS', () => {
    expect(
      problemsOf(FUNCTION, {
        Code: { 'Fn::If': ['Yes', 1, 2] },
        Role: { 'Fn::GetAtt': ['Other', 'Arn'] },
        MemorySize: { Ref: 'Size' },
      }),
    ).toEqual([]);
  });

  it('ignores custom resources', () => {
    expect(problemsOf('Custom::Anything', { Colour: 'red' })).toEqual([]);
  });
});
