/** Policies that the evaluator must not accept. */
import { allow } from './policy-case';

/** A document with a part of the reason why it is refused. */
type RefusedPolicy = readonly [name: string, policy: unknown, says: RegExp];

const variable = 'arn:aws:s3:::${aws:PrincipalAccount}/*';
const { Resource, ...allowAll } = allow;

/** A deny that took a variable for plain text would deny nothing. */
const policyVariables: readonly RefusedPolicy[] = [
  [
    'a policy variable in Resource',
    [{ ...allow, Effect: 'Deny', Resource: [Resource, variable] }],
    /Statement\[0\]\.Resource\[1\]: policy variables are not known/,
  ],
  [
    'a policy variable in NotResource',
    [{ ...allowAll, NotResource: variable }],
    /Statement\[0\]\.NotResource\[0\]: policy variables are not known/,
  ],
  [
    'a policy variable in a condition',
    [
      {
        ...allow,
        Condition: { StringNotEquals: { 'aws:SourceAccount': '${aws:PrincipalAccount}' } },
      },
    ],
    /Condition\.StringNotEquals\["aws:SourceAccount"\]\[0\]: policy variables are not known/,
  ],
  ['an escaped character', [{ ...allow, Resource: 'a${*}b' }], /policy variables are not known/],
];

const principals: readonly RefusedPolicy[] = [
  ...['CanonicalUser', 'Federated', 'constructor'].map((kind): RefusedPolicy => [
    `the principal kind ${kind}`,
    [{ ...allow, Principal: { AWS: '*', [kind]: 'x' } }],
    new RegExp(`Statement\\[0\\]\\.Principal: Unrecognized key: "${kind}"`),
  ]),
  [
    'a principal that is no object',
    [{ ...allow, Principal: 'AWS' }],
    /Statement\[0\]\.Principal: /,
  ],
  ...['arn:aws:iam::222222222222:role/*', 'arn:aws:iam::22222222222?:root', '**'].map(
    (arn): RefusedPolicy => [
      `the AWS principal ${arn}`,
      [{ ...allow, Effect: 'Deny', Principal: { AWS: ['222222222222', arn] } }],
      /Statement\[0\]\.Principal\.AWS\[1\]: wildcards within a principal are not known/,
    ],
  ),
  [
    'a service principal with a wildcard',
    [{ ...allow, Effect: 'Deny', Principal: { Service: '*.amazonaws.com' } }],
    /Statement\[0\]\.Principal\.Service\[0\]: wildcards within a principal are not known/,
  ],
];

const conditions: readonly RefusedPolicy[] = [
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
  ...['constructor', 'constructorIfExists', 'toString'].map((operator): RefusedPolicy => [
    `the operator ${operator}, which only objects of JavaScript have`,
    [{ ...allow, Condition: { [operator]: { 'aws:SourceVpce': 'x' } } }],
    new RegExp(`^Role, statement 1: the sandbox does not know the condition ${operator}$`),
  ]),
  ...['StringEquals', 'IpAddress'].map((operator): RefusedPolicy => [
    `${operator} without a condition key`,
    [{ ...allow, Condition: { [operator]: {} } }],
    new RegExp(`Statement\\[0\\]\\.Condition\\.${operator}: a condition key is needed`),
  ]),
  ...['StringNotEquals', 'Null'].map((operator): RefusedPolicy => [
    `${operator} without a value`,
    [{ ...allow, Condition: { [operator]: { 'aws:SourceVpce': [] } } }],
    new RegExp(`Condition\\.${operator}\\["aws:SourceVpce"\\]: a value is needed`),
  ]),
  ...['', 'yes', 1, ['true', 'vpce-1']].map((value): RefusedPolicy => [
    `Null of ${JSON.stringify(value)}`,
    [{ ...allow, Condition: { Null: { 'aws:SourceVpce': value } } }],
    /^Role, statement 1: the condition Null takes true or false, not (|yes|1|vpce-1)$/,
  ]),
];

/** Documents that must be refused when they are deployed. */
export const refusedPolicies: readonly RefusedPolicy[] = [
  ['no document', 'Allow', /^Role: not a policy document: /],
  ['no statement list', { Version: '2012-10-17' }, /^Role: not a policy document: Statement/],
  [
    'an unknown effect',
    [allow, { ...allow, Effect: 'allow' }],
    /^Role: not a policy document: Statement\[1\]\.Effect: /,
  ],
  [
    'an action that is no text',
    [{ ...allow, Action: ['s3:*', 1] }],
    /Statement\[0\]\.Action\[1\]: /,
  ],
  [
    'a condition value that is no scalar',
    [{ ...allow, Condition: { StringEquals: { 'aws:SourceVpce': { Ref: 'Endpoint' } } } }],
    /Statement\[0\]\.Condition\.StringEquals\["aws:SourceVpce"\]\[0\]: /,
  ],
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
    'both Resource and NotResource',
    [{ ...allow, NotResource: 'arn:aws:s3:::x' }],
    /Statement\[0\]: Resource and NotResource exclude each other/,
  ],
  ...policyVariables,
  ...principals,
  ...conditions,
];
