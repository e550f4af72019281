import { parameterReference, parameterValues } from './parameters';
import type { ParameterDefinition } from './template';

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

  it.each<[string, ParameterDefinition, string, string]>([
    ['a value', { Type: 'String' }, '', 'Parameters.It must have a value'],
    [
      'a number',
      { Type: 'Number', Default: 'many' },
      '',
      "Parameters.It failed to satisfy constraint: must be a number, got 'many'",
    ],
    [
      'an allowed value',
      { Type: 'String', AllowedValues: ['a', 'b'] },
      'c',
      "must be one of [a, b], got 'c'",
    ],
    [
      'a match of the whole pattern',
      { Type: 'String', AllowedPattern: '[a-z]+' },
      'a1',
      'must match pattern',
    ],
    ['the minimum length', { Type: 'String', MinLength: 2 }, 'a', 'at least 2 characters'],
    ['the maximum length', { Type: 'String', MaxLength: '1' }, 'ab', 'at most 1 characters'],
    ['the minimum value', { Type: 'Number', MinValue: 1 }, '0', 'must be at least 1, got 0'],
    ['the maximum value', { Type: 'Number', MaxValue: 64 }, '65', 'must be at most 64, got 65'],
    [
      'an allowed value for each item of a list',
      { Type: 'CommaDelimitedList', AllowedValues: ['a'] },
      'a,b',
      "must be one of [a], got 'b'",
    ],
    [
      'its constraint, reported by the description',
      { Type: 'String', MinLength: 2, ConstraintDescription: 'two letters' },
      'a',
      'Parameters.It failed to satisfy constraint: two letters',
    ],
  ])('requires %s', (_name, It, value, says) => {
    expect(() => parameterValues({ It }, value === '' ? {} : { It: value })).toThrow(says);
  });

  it('is rejected for an unknown parameter', () => {
    expect(() => parameterValues({}, { Gone: '1' })).toThrow('[Gone] do not exist');
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
