import { resolve, type Scope } from './intrinsics';
import { TemplateError } from './template';

const values: Readonly<Record<string, unknown>> = {
  'AWS::Region': 'eu-central-1',
  Port: 443,
  List: ['a', 'b'],
};

const scope: Scope = {
  mappings: { Regions: { 'eu-central-1': { prefixList: 'pl-1' } } },
  parameter: (name) => (Object.hasOwn(values, name) ? values[name] : undefined),
  ref: (logicalId) => (logicalId === 'Table' ? 'table-1' : undefined),
  attribute: (logicalId, name, path) => {
    if (logicalId === 'Table' && name === 'Arn') return 'arn:table-1';
    if (logicalId === 'Table' && name === 'Stream.Arn') return 'arn:stream-1';
    throw new TemplateError(`${path}: no ${logicalId}.${name}`);
  },
  importValue: (name) => `imported ${name}`,
  condition: (name, path) => {
    if (name !== 'Yes' && name !== 'No') throw new TemplateError(`${path}: no condition ${name}`);
    return name === 'Yes';
  },
};

const noValue = { Ref: 'AWS::NoValue' };

interface Case {
  readonly name: string;
  readonly value: unknown;
  readonly expected: unknown;
}

const resolved: readonly Case[] = [
  {
    name: 'plain values',
    value: { a: [1, true, null, 'x'] },
    expected: { a: [1, true, null, 'x'] },
  },
  { name: 'Ref to a parameter, with its type', value: { Ref: 'Port' }, expected: 443 },
  { name: 'Ref to a list parameter', value: { Ref: 'List' }, expected: ['a', 'b'] },
  { name: 'Ref to a resource', value: { Ref: 'Table' }, expected: 'table-1' },
  { name: 'GetAtt as a list', value: { 'Fn::GetAtt': ['Table', 'Arn'] }, expected: 'arn:table-1' },
  { name: 'GetAtt as text', value: { 'Fn::GetAtt': 'Table.Arn' }, expected: 'arn:table-1' },
  {
    name: 'GetAtt of a nested attribute as text',
    value: { 'Fn::GetAtt': 'Table.Stream.Arn' },
    expected: 'arn:stream-1',
  },
  {
    name: 'Join',
    value: { 'Fn::Join': ['-', ['a', { Ref: 'Port' }, true]] },
    expected: 'a-443-true',
  },
  {
    name: 'Join of a list that a function returns',
    value: { 'Fn::Join': ['', { Ref: 'List' }] },
    expected: 'ab',
  },
  {
    name: 'Join without its NoValue items',
    value: { 'Fn::Join': [',', ['a', noValue, 'b']] },
    expected: 'a,b',
  },
  {
    name: 'Sub of parameters, resources and attributes',
    value: { 'Fn::Sub': '${AWS::Region}/${Table}/${Table.Arn}/${Table.Stream.Arn}' },
    expected: 'eu-central-1/table-1/arn:table-1/arn:stream-1',
  },
  {
    name: 'ImportValue of a name that a function returns',
    value: { 'Fn::ImportValue': { 'Fn::Sub': '${AWS::Region}-out' } },
    expected: 'imported eu-central-1-out',
  },
  {
    name: 'GetAZs of the Region of the stack',
    value: { 'Fn::Select': [1, { 'Fn::GetAZs': '' }] },
    expected: 'eu-central-1b',
  },
  {
    name: 'GetAZs of another Region',
    value: { 'Fn::GetAZs': 'us-east-1' },
    expected: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  },
  {
    name: 'a property named Condition that is not a condition',
    value: { Condition: {} },
    expected: { Condition: {} },
  },
  { name: 'Sub with a literal ${!…}', value: { 'Fn::Sub': '${!Table}' }, expected: '${Table}' },
  {
    name: 'Sub with a variable that shadows a resource',
    value: { 'Fn::Sub': ['${Table}', { Table: { Ref: 'Port' } }] },
    expected: '443',
  },
  {
    name: 'Sub with a variable whose name contains a period',
    value: { 'Fn::Sub': ['${Table.Arn}', { 'Table.Arn': 'own' }] },
    expected: 'own',
  },
  { name: 'Select by a number', value: { 'Fn::Select': [1, ['a', 'b']] }, expected: 'b' },
  { name: 'Select by text', value: { 'Fn::Select': ['0', { Ref: 'List' }] }, expected: 'a' },
  { name: 'Split', value: { 'Fn::Split': ['-', { Ref: 'Table' }] }, expected: ['table', '1'] },
  {
    name: 'If with a true condition',
    value: { 'Fn::If': ['Yes', { Ref: 'Port' }, 'no'] },
    expected: 443,
  },
  {
    name: 'If with a false condition',
    value: { 'Fn::If': ['No', 'yes', { Ref: 'Port' }] },
    expected: 443,
  },
  {
    name: 'If whose other branch is invalid',
    value: { 'Fn::If': ['Yes', 1, { Ref: 'Gone' }] },
    expected: 1,
  },
  { name: 'Condition', value: { 'Fn::Not': [{ Condition: 'Yes' }] }, expected: false },
  { name: 'Equals', value: { 'Fn::Equals': [{ Ref: 'Port' }, '443'] }, expected: true },
  {
    name: 'Equals of different values',
    value: { 'Fn::Equals': [{ Ref: 'Port' }, '80'] },
    expected: false,
  },
  {
    name: 'And of true and false',
    value: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] },
    expected: false,
  },
  {
    name: 'And of true and true',
    value: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'Yes' }] },
    expected: true,
  },
  {
    name: 'Or of false and true',
    value: { 'Fn::Or': [{ Condition: 'No' }, { Condition: 'Yes' }] },
    expected: true,
  },
  {
    name: 'Or of false and false',
    value: { 'Fn::Or': [{ Condition: 'No' }, { Condition: 'No' }] },
    expected: false,
  },
  {
    name: 'FindInMap with a key that a function returns',
    value: { 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'prefixList'] },
    expected: 'pl-1',
  },
  { name: 'Base64', value: { 'Fn::Base64': { Ref: 'Table' } }, expected: 'dGFibGUtMQ==' },
  { name: 'NoValue in an object', value: { a: noValue, b: 1 }, expected: { b: 1 } },
  { name: 'NoValue in a list', value: [1, noValue, 2], expected: [1, 2] },
  {
    name: 'NoValue as the result of If',
    value: { a: { 'Fn::If': ['No', 1, noValue] } },
    expected: {},
  },
  { name: 'NoValue as the whole value', value: noValue, expected: undefined },
  ...['constructor', 'toString', 'hasOwnProperty'].map((name) => ({
    name: `a property named ${name}, which is not a function`,
    value: { properties: { [name]: { type: 'string' } } },
    expected: { properties: { [name]: { type: 'string' } } },
  })),
  {
    name: 'a property named Ref next to others, which is not a function',
    value: { Ref: 'Gone', other: 1 },
    expected: { Ref: 'Gone', other: 1 },
  },
];

interface Refused {
  readonly name: string;
  readonly value: unknown;
  readonly says: string;
}

const refused: readonly Refused[] = [
  {
    name: 'a Ref to an undefined name',
    value: { Ref: 'Gone' },
    says: 'P: Ref to Gone, which the template does not define',
  },
  { name: 'a Ref that is not a string', value: { Ref: 1 }, says: 'P: expected a string, got 1' },
  {
    name: 'an unknown attribute',
    value: { 'Fn::GetAtt': ['Table', 'Name'] },
    says: 'P: no Table.Name',
  },
  {
    name: 'a GetAtt of three parts',
    value: { 'Fn::GetAtt': ['a', 'b', 'c'] },
    says: 'P: expected a list of 2',
  },
  {
    name: 'a Join without a delimiter',
    value: { 'Fn::Join': [['a']] },
    says: 'P: expected a list of 2',
  },
  {
    name: 'a Join of objects',
    value: { 'Fn::Join': ['', [{ a: 1, b: 2 }]] },
    says: 'P: expected a string, got {"a":1,"b":2}',
  },
  {
    name: 'a Join of a string',
    value: { 'Fn::Join': ['', 'abc'] },
    says: 'P: expected a list, got "abc"',
  },
  { name: 'a Sub of a missing resource', value: { 'Fn::Sub': '${Gone}' }, says: 'P: Ref to Gone' },
  {
    name: 'a Sub of a missing attribute',
    value: { 'Fn::Sub': '${Table.Name}' },
    says: 'P: no Table.Name',
  },
  {
    name: 'a Sub of a list',
    value: { 'Fn::Sub': '${List}' },
    says: 'P: expected a string, got ["a","b"]',
  },
  {
    name: 'a Select outside the list',
    value: { 'Fn::Select': [2, ['a', 'b']] },
    says: 'P: Fn::Select index 2 is outside a list of 2',
  },
  {
    name: 'a Select below zero',
    value: { 'Fn::Select': [-1, ['a']] },
    says: 'P: Fn::Select index -1',
  },
  {
    name: 'a Split of a list',
    value: { 'Fn::Split': ['-', { Ref: 'List' }] },
    says: 'P: expected a string',
  },
  {
    name: 'an If of an unknown condition',
    value: { 'Fn::If': ['Maybe', 1, 2] },
    says: 'P: no condition Maybe',
  },
  {
    name: 'an If without an else',
    value: { 'Fn::If': ['Yes', 1] },
    says: 'P: expected a list of 3',
  },
  {
    name: 'an Equals of one value',
    value: { 'Fn::Equals': ['a'] },
    says: 'P: expected a list of 2',
  },
  { name: 'an And of a string', value: { 'Fn::And': 'Yes' }, says: 'P: expected a list' },
  { name: 'an Or of a string', value: { 'Fn::Or': 'Yes' }, says: 'P: expected a list' },
  { name: 'a Not of two', value: { 'Fn::Not': [true, false] }, says: 'P: expected a list of 1' },
  {
    name: 'a FindInMap of a missing key',
    value: { 'Fn::FindInMap': ['Regions', 'us-east-1', 'prefixList'] },
    says: 'P: Mappings has no Regions.us-east-1.prefixList',
  },
  ...[
    ['constructor', 'prototype', 'constructor'],
    ['Regions', 'constructor', 'name'],
    ['Regions', 'eu-central-1', 'constructor'],
  ].map((keys) => ({
    name: `a FindInMap of ${keys.join('.')}, which are members of JavaScript objects`,
    value: { 'Fn::FindInMap': keys },
    says: `P: Mappings has no ${keys.join('.')}`,
  })),
  { name: 'a Base64 of a list', value: { 'Fn::Base64': ['a'] }, says: 'P: expected a string' },
  {
    name: 'an unknown function',
    value: { 'Fn::Transform': { Name: 'AWS::Include' } },
    says: 'P: the intrinsic function Fn::Transform is not supported',
  },
];

describe('resolving a value', () => {
  it.each(resolved)('resolves $name', ({ value, expected }) => {
    expect(resolve(value, scope, 'P')).toEqual(expected);
  });

  it.each(refused)('rejects $name with its path', ({ value, says }) => {
    const act = () => resolve(value, scope, 'P');
    expect(act).toThrow(TemplateError);
    expect(act).toThrow(says);
  });

  it('includes list indexes and keys in the path', () => {
    const value = { Statement: [{ Resource: ['*', { Ref: 'Gone' }] }] };
    expect(() => resolve(value, scope, 'Resources.Api.Properties')).toThrow(
      'Resources.Api.Properties.Statement[0].Resource[1]: Ref to Gone',
    );
  });
});
