import { parameterReference, parameterValues } from './parameters';
import { parseTemplate, TemplateError, type ParameterDefinition } from './template';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
describe('the value of a parameter', () => {
  const definitions: Record<string, ParameterDefinition> = {
    Stage: { Type: 'String', Default: 'sandbox' },
  };

  it.each([
    ['the value of the deployment', { Stage: 'new' }, { Stage: 'before' }, 'new'],
    ['the previous value', {}, { Stage: 'before' }, 'before'],
    ['the default', {}, {}, 'sandbox'],
  ])('is %s', (_name, given, previous, expected) => {
    expect(parameterValues(definitions, given, previous)).toEqual({ Stage: expected });
  });

  it.each([
    [443, '443'],
    [0.5, '0.5'],
    [true, 'true'],
    ['', ''],
  ])('is a string if its default is %j', (Default, expected) => {
    expect(parameterValues({ It: { Type: 'String', Default } })).toEqual({ It: expected });
  });

  it.each([[['a']], [{ a: 1 }], [null]])('has no default such as %j', (Default) => {
    const Parameters = { It: { Type: 'CommaDelimitedList', Default } };
    expect(() => parseTemplate({ Parameters, Resources: {} })).toThrow(
      'not a template: Parameters.It.Default: every Default member must be a string',
    );
  });

  it.each<[ParameterDefinition, string]>([
    [{ Type: 'String', MinLength: 2, MaxLength: '2' }, 'ab'],
    [{ Type: 'String', MinValue: 5 }, 'text'],
    [{ Type: 'Number', MinValue: -1, MaxValue: 1 }, '-1'],
    [{ Type: 'Number', MinValue: '-1', MaxValue: '1' }, '1'],
    [{ Type: 'Number' }, '1.5'],
    [{ Type: 'List<Number>', MaxValue: 2 }, '1, 2'],
    [{ Type: 'String', AllowedValues: [1, 2] }, '2'],
    [{ Type: 'String', AllowedPattern: 'a|bc' }, 'bc'],
    [{ Type: 'CommaDelimitedList', AllowedPattern: '[a-z]+' }, 'a, b'],
  ])('with the definition %j may be %j', (It, value) => {
    expect(parameterValues({ It }, { It: value })).toEqual({ It: value });
  });

  it.each<[string, ParameterDefinition, string, string]>([
    ['a number', { Type: 'Number' }, 'many', "must be a number, got 'many'"],
    ['a number rather than a space', { Type: 'Number' }, ' ', "must be a number, got ' '"],
    ['numbers', { Type: 'List<Number>' }, '1,x', "must be a number, got 'x'"],
    ['numbers only', { Type: 'List<Number>' }, '1,', "must be a number, got ''"],
    [
      'an allowed value',
      { Type: 'String', AllowedValues: ['a', 'b'] },
      'c',
      "must be one of [a, b], got 'c'",
    ],
    ...['a1', '1a', 'b'].map((value): [string, ParameterDefinition, string, string] => [
      'a match of the whole pattern',
      { Type: 'String', AllowedPattern: 'a|bc' },
      value,
      `must match pattern a|bc, got '${value}'`,
    ]),
    [
      'at least as long as the minimum',
      { Type: 'String', MinLength: 2 },
      'a',
      "must have at least 2 characters, got 'a'",
    ],
    [
      'at most as long as the maximum',
      { Type: 'String', MaxLength: '1' },
      'ab',
      "must have at most 1 characters, got 'ab'",
    ],
    ['at least the minimum', { Type: 'Number', MinValue: 1 }, '0', 'must be at least 1, got 0'],
    ['at most the maximum', { Type: 'Number', MaxValue: 64 }, '65', 'must be at most 64, got 65'],
    [
      'a list of allowed values',
      { Type: 'CommaDelimitedList', AllowedValues: ['a'] },
      'a,b',
      "must be one of [a], got 'b'",
    ],
    [
      'valid, which the description of the constraint explains',
      { Type: 'String', MinLength: 2, ConstraintDescription: 'two letters' },
      'a',
      'two letters',
    ],
  ])('has to be %s', (_name, It, value, says) => {
    expect(() => parameterValues({ It }, { It: value })).toThrow(
      new TemplateError(`Parameters.It failed to satisfy constraint: ${says}`),
    );
  });

  it('has to be specified if there is no default', () => {
    expect(() => parameterValues({ It: { Type: 'String' } })).toThrow(
      new TemplateError('Parameters.It must have a value'),
    );
  });

  it('is rejected for unknown parameters', () => {
    expect(() => parameterValues({}, { Gone: '1', Lost: '2' })).toThrow(
      new TemplateError('Parameters: [Gone, Lost] do not exist in the template'),
    );
  });
});

describe('a reference to a parameter', () => {
  it.each([
    ['String', 'a,b', 'a,b'],
    ['CommaDelimitedList', 'a, b', ['a', 'b']],
    ['CommaDelimitedList', '', []],
    ['List<Number>', '1,2', ['1', '2']],
    ['List<AWS::EC2::Subnet::Id>', 'subnet-1', ['subnet-1']],
    ['AWS::SSM::Parameter::Value<String>', '/cdk-bootstrap/hnb659fds/version', '999'],
    ['AWS::SSM::Parameter::Value<CommaDelimitedList>', '/cdk-bootstrap/x/version', ['999']],
    ['AWS::SSM::Parameter::Value<List<String>>', '/cdk-bootstrap/x/version', ['999']],
  ])('of type %s to %s returns %j', (Type, value, expected) => {
    expect(parameterReference('It', { Type }, value)).toEqual(expected);
  });

  it('names an SSM parameter that the sandbox does not have', () => {
    const definition = { Type: 'AWS::SSM::Parameter::Value<String>' };
    expect(() => parameterReference('It', definition, '/a')).toThrow(
      'Parameters.It: the sandbox has no SSM parameter /a',
    );
  });
});
