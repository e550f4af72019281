/** Policies that the evaluator must not accept. */
import { allow } from './policy-case';

/** Documents that must be refused when they are deployed, with a part of the reason. */
export const refusedPolicies: readonly (readonly [name: string, policy: unknown, says: RegExp])[] =
  [
    ['no document', 'Allow', /Role: not a policy document/],
    ['no statement list', { Version: '2012-10-17' }, /Statement/],
    ['an unknown effect', [{ ...allow, Effect: 'allow' }], /Role: not a policy document/],
    ['an unknown element', [{ ...allow, NotPrincipal: '*' }], /NotPrincipal/],
    [
      'neither Action nor NotAction',
      [{ Effect: 'Allow', Resource: '*' }],
      /exactly one of Action and NotAction/,
    ],
    [
      'both Action and NotAction',
      [{ ...allow, NotAction: 's3:*' }],
      /exactly one of Action and NotAction/,
    ],
    [
      'an unknown operator',
      [{ ...allow, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }],
      /Role, statement 1: the sandbox does not know the condition IpAddress/,
    ],
    [
      'a set operator',
      [{ ...allow, Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' } } }],
      /ForAnyValue:StringEquals/,
    ],
    [
      'NullIfExists, which does not exist',
      [{ ...allow, Condition: { NullIfExists: { 'aws:SourceVpce': 'true' } } }],
      /NullIfExists/,
    ],
    [
      'an operator named like an object method',
      [{ ...allow, Condition: { constructor: { 'aws:SourceVpce': 'x' } } }],
      /./,
    ],
  ];
