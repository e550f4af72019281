/** Cases of effects, actions, resources and principals. */
import type { Decision, Principal } from '../../services/iam/policy';
import { allow, denyAll, request, role, table, type PolicyCase } from './policy-case';

const effects: readonly PolicyCase[] = [
  { name: 'an allow that matches', policy: [allow], request: request(), expected: 'allow' },
  {
    name: 'a single statement outside a list',
    policy: { Version: '2012-10-17', Statement: allow },
    request: request(),
    expected: 'allow',
  },
  { name: 'no statement', policy: [], request: request(), expected: 'implicitDeny' },
  {
    name: 'another action',
    policy: [allow],
    request: request({ action: 'dynamodb:GetItem' }),
    expected: 'implicitDeny',
  },
  {
    name: 'another resource',
    policy: [allow],
    request: request({ resource: `${table}2` }),
    expected: 'implicitDeny',
  },
  {
    name: 'a deny after an allow',
    policy: [allow, denyAll],
    request: request(),
    expected: 'explicitDeny',
  },
  {
    name: 'a deny before an allow',
    policy: [denyAll, allow],
    request: request(),
    expected: 'explicitDeny',
  },
  {
    name: 'a deny that does not match',
    policy: [allow, { ...denyAll, Action: 's3:*' }],
    request: request(),
    expected: 'allow',
  },
  {
    name: 'a deny alone that does not match',
    policy: [{ ...denyAll, Action: 's3:*' }],
    request: request(),
    expected: 'implicitDeny',
  },
  {
    name: 'the second of two allows',
    policy: [{ ...allow, Action: 's3:*' }, allow],
    request: request(),
    expected: 'allow',
  },
];

const patterns: readonly PolicyCase[] = [
  {
    name: 'an action in another case',
    policy: [{ ...allow, Action: 'DYNAMODB:putitem' }],
    request: request(),
    expected: 'allow',
  },
  {
    name: 'an action by wildcard in another case',
    policy: [{ ...allow, Action: 'DynamoDB:put*' }],
    request: request(),
    expected: 'allow',
  },
  {
    name: 'one of several actions',
    policy: [{ ...allow, Action: ['s3:*', 'dynamodb:Put?tem'] }],
    request: request(),
    expected: 'allow',
  },
  {
    name: 'a wildcard for one character that is not there',
    policy: [{ ...allow, Action: 'dynamodb:PutItem?' }],
    request: request(),
    expected: 'implicitDeny',
  },
  {
    name: 'a resource in another case',
    policy: [{ ...allow, Resource: table.toUpperCase() }],
    request: request(),
    expected: 'implicitDeny',
  },
  {
    name: 'a resource by wildcard',
    policy: [{ ...allow, Resource: `${table}/index/*` }],
    request: request({ resource: `${table}/index/shard` }),
    expected: 'allow',
  },
  {
    name: 'a wildcard that covers only what is below',
    policy: [{ ...allow, Resource: `${table}/*` }],
    request: request(),
    expected: 'implicitDeny',
  },
  {
    name: 'one of several resources',
    policy: [{ ...allow, Resource: ['arn:aws:s3:::x', table] }],
    request: request(),
    expected: 'allow',
  },
  {
    name: 'a dot, which is no wildcard',
    policy: [{ ...allow, Resource: table.replace('orders', 'o.ders') }],
    request: request(),
    expected: 'implicitDeny',
  },
  {
    name: 'no Resource, which means all',
    policy: [{ Effect: 'Allow', Action: '*' }],
    request: request(),
    expected: 'allow',
  },
  {
    name: 'NotAction that excludes it',
    policy: [{ Effect: 'Allow', NotAction: 'dynamodb:*', Resource: '*' }],
    request: request(),
    expected: 'implicitDeny',
  },
  {
    name: 'NotAction of something else',
    policy: [{ Effect: 'Allow', NotAction: ['s3:*', 'sqs:*'], Resource: '*' }],
    request: request(),
    expected: 'allow',
  },
  {
    name: 'NotResource that excludes it',
    policy: [{ Effect: 'Allow', Action: '*', NotResource: [`${table}*`] }],
    request: request(),
    expected: 'implicitDeny',
  },
  {
    name: 'a deny of all but this resource',
    policy: [allow, { Effect: 'Deny', Action: '*', NotResource: table }],
    request: request(),
    expected: 'allow',
  },
  {
    name: 'a deny of all but another resource',
    policy: [allow, { Effect: 'Deny', Action: '*', NotResource: `${table}2` }],
    request: request(),
    expected: 'explicitDeny',
  },
];

const anonymous: Principal = { kind: 'anonymous' };
const gateway: Principal = { kind: 'service', name: 'apigateway.amazonaws.com' };

function byPrincipal(
  name: string,
  Principal: unknown,
  principal: Principal,
  expected: Decision['effect'],
) {
  return { name, policy: [{ ...allow, Principal }], request: request({ principal }), expected };
}

const principals: readonly PolicyCase[] = [
  byPrincipal('everybody as a caller without a signature', '*', anonymous, 'allow'),
  byPrincipal(
    'every AWS principal as a caller without a signature',
    { AWS: '*' },
    anonymous,
    'allow',
  ),
  byPrincipal(
    'one role as a caller without a signature',
    { AWS: 'arn:aws:iam::222222222222:role/place-order' },
    anonymous,
    'implicitDeny',
  ),
  byPrincipal(
    'a role by its ARN',
    { AWS: ['arn:aws:iam::1:role/x', 'arn:aws:iam::222222222222:role/place-order'] },
    role,
    'allow',
  ),
  byPrincipal('a role by its account', { AWS: '222222222222' }, role, 'allow'),
  byPrincipal(
    "a role by its account's root",
    { AWS: 'arn:aws:iam::222222222222:root' },
    role,
    'allow',
  ),
  byPrincipal(
    'a role of another account',
    { AWS: 'arn:aws:iam::333333333333:root' },
    role,
    'implicitDeny',
  ),
  byPrincipal(
    'another role',
    { AWS: 'arn:aws:iam::222222222222:role/get-order' },
    role,
    'implicitDeny',
  ),
  byPrincipal(
    'a role where only a service may',
    { Service: 'apigateway.amazonaws.com' },
    role,
    'implicitDeny',
  ),
  byPrincipal('a service by its name', { Service: 'apigateway.amazonaws.com' }, gateway, 'allow'),
  byPrincipal('another service', { Service: 'events.amazonaws.com' }, gateway, 'implicitDeny'),
  byPrincipal(
    'a service where only an account may',
    { AWS: '222222222222' },
    gateway,
    'implicitDeny',
  ),
];

export const matchingCases: readonly PolicyCase[] = [...effects, ...patterns, ...principals];
