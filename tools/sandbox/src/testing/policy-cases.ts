/** What a policy decides, as data: one policy, one request, one effect. */
import type { AccessRequest, Decision, Principal } from '../services/iam/policy';

export interface PolicyCase {
  readonly name: string;
  /** A policy document, or the statements of one. */
  readonly policy: unknown;
  readonly request: AccessRequest;
  readonly expected: Decision['effect'];
}

const table = 'arn:aws:dynamodb:eu-central-1:222222222222:table/orders';
const role: Principal = {
  kind: 'aws',
  arn: 'arn:aws:iam::222222222222:role/place-order',
  account: '222222222222',
};

function request(
  parts: Partial<Omit<AccessRequest, 'context'>> & { context?: Record<string, string> } = {},
): AccessRequest {
  return {
    principal: role,
    action: 'dynamodb:PutItem',
    resource: table,
    ...parts,
    context: new Map(Object.entries(parts.context ?? {})),
  };
}

const allow = { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: table };
const denyAll = { Effect: 'Deny', Action: '*', Resource: '*' };

const effects: readonly PolicyCase[] = [
  { name: 'an allow that matches', policy: [allow], request: request(), expected: 'allow' },
  { name: 'a single statement outside a list', policy: { Version: '2012-10-17', Statement: allow }, request: request(), expected: 'allow' },
  { name: 'no statement', policy: [], request: request(), expected: 'implicitDeny' },
  { name: 'another action', policy: [allow], request: request({ action: 'dynamodb:GetItem' }), expected: 'implicitDeny' },
  { name: 'another resource', policy: [allow], request: request({ resource: `${table}2` }), expected: 'implicitDeny' },
  { name: 'a deny after an allow', policy: [allow, denyAll], request: request(), expected: 'explicitDeny' },
  { name: 'a deny before an allow', policy: [denyAll, allow], request: request(), expected: 'explicitDeny' },
  { name: 'a deny that does not match', policy: [allow, { ...denyAll, Action: 's3:*' }], request: request(), expected: 'allow' },
  { name: 'a deny alone that does not match', policy: [{ ...denyAll, Action: 's3:*' }], request: request(), expected: 'implicitDeny' },
  { name: 'the second of two allows', policy: [{ ...allow, Action: 's3:*' }, allow], request: request(), expected: 'allow' },
];

const patterns: readonly PolicyCase[] = [
  { name: 'an action in another case', policy: [{ ...allow, Action: 'DYNAMODB:putitem' }], request: request(), expected: 'allow' },
  { name: 'an action by wildcard in another case', policy: [{ ...allow, Action: 'DynamoDB:put*' }], request: request(), expected: 'allow' },
  { name: 'one of several actions', policy: [{ ...allow, Action: ['s3:*', 'dynamodb:Put?tem'] }], request: request(), expected: 'allow' },
  { name: 'a wildcard for one character that is not there', policy: [{ ...allow, Action: 'dynamodb:PutItem?' }], request: request(), expected: 'implicitDeny' },
  { name: 'a resource in another case', policy: [{ ...allow, Resource: table.toUpperCase() }], request: request(), expected: 'implicitDeny' },
  { name: 'a resource by wildcard', policy: [{ ...allow, Resource: `${table}/index/*` }], request: request({ resource: `${table}/index/shard` }), expected: 'allow' },
  { name: 'a wildcard that covers only what is below', policy: [{ ...allow, Resource: `${table}/*` }], request: request(), expected: 'implicitDeny' },
  { name: 'one of several resources', policy: [{ ...allow, Resource: ['arn:aws:s3:::x', table] }], request: request(), expected: 'allow' },
  { name: 'a dot, which is no wildcard', policy: [{ ...allow, Resource: table.replace('orders', 'o.ders') }], request: request(), expected: 'implicitDeny' },
  { name: 'no Resource, which means all', policy: [{ Effect: 'Allow', Action: '*' }], request: request(), expected: 'allow' },
  { name: 'NotAction that excludes it', policy: [{ Effect: 'Allow', NotAction: 'dynamodb:*', Resource: '*' }], request: request(), expected: 'implicitDeny' },
  { name: 'NotAction of something else', policy: [{ Effect: 'Allow', NotAction: ['s3:*', 'sqs:*'], Resource: '*' }], request: request(), expected: 'allow' },
  { name: 'NotResource that excludes it', policy: [{ Effect: 'Allow', Action: '*', NotResource: [`${table}*`] }], request: request(), expected: 'implicitDeny' },
  { name: 'a deny of all but this resource', policy: [allow, { Effect: 'Deny', Action: '*', NotResource: table }], request: request(), expected: 'allow' },
  { name: 'a deny of all but another resource', policy: [allow, { Effect: 'Deny', Action: '*', NotResource: `${table}2` }], request: request(), expected: 'explicitDeny' },
];

const anonymous: Principal = { kind: 'anonymous' };
const gateway: Principal = { kind: 'service', name: 'apigateway.amazonaws.com' };

function byPrincipal(name: string, Principal: unknown, principal: Principal, expected: Decision['effect']) {
  return { name, policy: [{ ...allow, Principal }], request: request({ principal }), expected };
}

const principals: readonly PolicyCase[] = [
  byPrincipal('everybody as a caller without a signature', '*', anonymous, 'allow'),
  byPrincipal('every AWS principal as a caller without a signature', { AWS: '*' }, anonymous, 'allow'),
  byPrincipal('one role as a caller without a signature', { AWS: 'arn:aws:iam::222222222222:role/place-order' }, anonymous, 'implicitDeny'),
  byPrincipal('a role by its ARN', { AWS: ['arn:aws:iam::1:role/x', 'arn:aws:iam::222222222222:role/place-order'] }, role, 'allow'),
  byPrincipal('a role by its account', { AWS: '222222222222' }, role, 'allow'),
  byPrincipal("a role by its account's root", { AWS: 'arn:aws:iam::222222222222:root' }, role, 'allow'),
  byPrincipal('a role of another account', { AWS: 'arn:aws:iam::333333333333:root' }, role, 'implicitDeny'),
  byPrincipal('another role', { AWS: 'arn:aws:iam::222222222222:role/get-order' }, role, 'implicitDeny'),
  byPrincipal('a role where only a service may', { Service: 'apigateway.amazonaws.com' }, role, 'implicitDeny'),
  byPrincipal('a service by its name', { Service: 'apigateway.amazonaws.com' }, gateway, 'allow'),
  byPrincipal('another service', { Service: 'events.amazonaws.com' }, gateway, 'implicitDeny'),
  byPrincipal('a service where only an account may', { AWS: '222222222222' }, gateway, 'implicitDeny'),
];

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function byCondition(
  name: string,
  Condition: Conditions,
  context: Record<string, string>,
  expected: Decision['effect'],
): PolicyCase {
  return { name, policy: [{ ...allow, Condition }], request: request({ context }), expected };
}

const here = { 'aws:sourcevpce': 'vpce-1' };
const arn = { 'aws:sourcearn': 'arn:aws:execute-api:eu-central-1:2:api/v1/GET/orders' };

const conditions: readonly PolicyCase[] = [
  byCondition('StringEquals', { StringEquals: { 'aws:sourcevpce': 'vpce-1' } }, here, 'allow'),
  byCondition('StringEquals of another value', { StringEquals: { 'aws:sourcevpce': 'vpce-2' } }, here, 'implicitDeny'),
  byCondition('StringEquals in another case', { StringEquals: { 'aws:sourcevpce': 'VPCE-1' } }, here, 'implicitDeny'),
  byCondition('StringEquals, where * is a plain character', { StringEquals: { 'aws:sourcevpce': 'vpce-*' } }, here, 'implicitDeny'),
  byCondition('StringEquals of one of several values', { StringEquals: { 'aws:sourcevpce': ['vpce-2', 'vpce-1'] } }, here, 'allow'),
  byCondition('StringEquals without the key', { StringEquals: { 'aws:sourcevpce': 'vpce-1' } }, {}, 'implicitDeny'),
  byCondition('a key in another case', { StringEquals: { 'AWS:SourceVpce': 'vpce-1' } }, here, 'allow'),
  byCondition('StringEqualsIfExists', { StringEqualsIfExists: { 'aws:sourcevpce': 'vpce-1' } }, here, 'allow'),
  byCondition('StringEqualsIfExists of another value', { StringEqualsIfExists: { 'aws:sourcevpce': 'vpce-2' } }, here, 'implicitDeny'),
  byCondition('StringEqualsIfExists without the key', { StringEqualsIfExists: { 'aws:sourcevpce': 'vpce-1' } }, {}, 'allow'),
  byCondition('StringNotEquals', { StringNotEquals: { 'aws:sourcevpce': 'vpce-2' } }, here, 'allow'),
  byCondition('StringNotEquals of the same value', { StringNotEquals: { 'aws:sourcevpce': 'vpce-1' } }, here, 'implicitDeny'),
  byCondition('StringNotEquals where one of several is the same', { StringNotEquals: { 'aws:sourcevpce': ['vpce-2', 'vpce-1'] } }, here, 'implicitDeny'),
  byCondition('StringNotEquals without the key', { StringNotEquals: { 'aws:sourcevpce': 'vpce-1' } }, {}, 'allow'),
  byCondition('StringNotEqualsIfExists without the key', { StringNotEqualsIfExists: { 'aws:sourcevpce': 'vpce-1' } }, {}, 'allow'),
  byCondition('StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { 'aws:sourcevpce': 'VPCE-1' } }, here, 'allow'),
  byCondition('StringNotEqualsIgnoreCase', { StringNotEqualsIgnoreCase: { 'aws:sourcevpce': 'VPCE-1' } }, here, 'implicitDeny'),
  byCondition('StringLike', { StringLike: { 'aws:sourcevpce': 'vpce-?' } }, here, 'allow'),
  byCondition('StringLike that does not match', { StringLike: { 'aws:sourcevpce': 'vpc-*' } }, here, 'implicitDeny'),
  byCondition('StringLike in another case', { StringLike: { 'aws:sourcevpce': 'VPCE-*' } }, here, 'implicitDeny'),
  byCondition('StringNotLike', { StringNotLike: { 'aws:sourcevpce': 'vpc-*' } }, here, 'allow'),
  byCondition('StringNotLike that matches', { StringNotLike: { 'aws:sourcevpce': 'vpce-*' } }, here, 'implicitDeny'),
  byCondition('ArnLike', { ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:*:2:api/v1/*/orders' } }, arn, 'allow'),
  byCondition('ArnLike that does not match', { ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:*:2:api/v1/POST/*' } }, arn, 'implicitDeny'),
  byCondition('ArnEquals by wildcard, as AWS has it', { ArnEquals: { 'aws:SourceArn': 'arn:aws:execute-api:*:2:api/*' } }, arn, 'allow'),
  byCondition('ArnNotEquals', { ArnNotEquals: { 'aws:SourceArn': 'arn:aws:execute-api:*:3:api/*' } }, arn, 'allow'),
  byCondition('ArnNotEquals that matches', { ArnNotEquals: { 'aws:SourceArn': 'arn:aws:execute-api:*:2:api/*' } }, arn, 'implicitDeny'),
  byCondition('ArnNotLike that matches', { ArnNotLike: { 'aws:SourceArn': 'arn:aws:execute-api:*:2:api/*' } }, arn, 'implicitDeny'),
  byCondition('ArnLikeIfExists without the key', { ArnLikeIfExists: { 'aws:SourceArn': 'arn:*' } }, {}, 'allow'),
  byCondition('Bool', { Bool: { 'aws:securetransport': true } }, { 'aws:securetransport': 'true' }, 'allow'),
  byCondition('Bool as text', { Bool: { 'aws:securetransport': 'True' } }, { 'aws:securetransport': 'true' }, 'allow'),
  byCondition('Bool of the other value', { Bool: { 'aws:securetransport': 'false' } }, { 'aws:securetransport': 'true' }, 'implicitDeny'),
  byCondition('Bool without the key', { Bool: { 'aws:securetransport': 'false' } }, {}, 'implicitDeny'),
  byCondition('BoolIfExists without the key', { BoolIfExists: { 'aws:securetransport': 'false' } }, {}, 'allow'),
  byCondition('Null true without the key', { Null: { 'aws:sourcevpce': 'true' } }, {}, 'allow'),
  byCondition('Null true with the key', { Null: { 'aws:SourceVpce': true } }, here, 'implicitDeny'),
  byCondition('Null false with the key', { Null: { 'aws:sourcevpce': 'false' } }, here, 'allow'),
  byCondition('Null false without the key', { Null: { 'aws:sourcevpce': false } }, {}, 'implicitDeny'),
  byCondition('two operators of which one fails', { StringEquals: { 'aws:sourcevpce': 'vpce-1' }, Bool: { 'aws:securetransport': 'true' } }, here, 'implicitDeny'),
  byCondition('two keys of which one fails', { StringEquals: { 'aws:sourcevpce': 'vpce-1', 'aws:sourcevpc': 'vpc-1' } }, here, 'implicitDeny'),
  byCondition('two keys that both hold', { StringEquals: { 'aws:sourcevpce': 'vpce-1', 'aws:sourcevpc': 'vpc-1' } }, { ...here, 'aws:sourcevpc': 'vpc-1' }, 'allow'),
];

/** A private API's policy: everybody, but only through one endpoint. */
const privateApi = [
  { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:*:*:api/*' },
  {
    Sid: 'OnlyThroughTheEndpoint',
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'execute-api:Invoke',
    Resource: 'arn:aws:execute-api:*:*:api/*',
    Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
  },
];

function invoke(context: Record<string, string>): AccessRequest {
  const resource = 'arn:aws:execute-api:eu-central-1:2:api/v1/GET/orders';
  return request({ principal: anonymous, action: 'execute-api:Invoke', resource, context });
}

const privateApis: readonly PolicyCase[] = [
  { name: 'a private API through its endpoint', policy: privateApi, request: invoke(here), expected: 'allow' },
  { name: 'a private API through another endpoint', policy: privateApi, request: invoke({ 'aws:sourcevpce': 'vpce-2' }), expected: 'explicitDeny' },
  { name: 'a private API through no endpoint', policy: privateApi, request: invoke({}), expected: 'explicitDeny' },
];

export const policyCases: readonly PolicyCase[] = [
  ...effects,
  ...patterns,
  ...principals,
  ...conditions,
  ...privateApis,
];

/** Documents that must be refused when they are deployed, with a part of the reason. */
export const refusedPolicies: readonly (readonly [name: string, policy: unknown, says: RegExp])[] = [
  ['no document', 'Allow', /Role: not a policy document/],
  ['no statement list', { Version: '2012-10-17' }, /Statement/],
  ['an unknown effect', [{ ...allow, Effect: 'allow' }], /Role: not a policy document/],
  ['an unknown element', [{ ...allow, NotPrincipal: '*' }], /NotPrincipal/],
  ['neither Action nor NotAction', [{ Effect: 'Allow', Resource: '*' }], /exactly one of Action and NotAction/],
  ['both Action and NotAction', [{ ...allow, NotAction: 's3:*' }], /exactly one of Action and NotAction/],
  ['an unknown operator', [{ ...allow, Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }], /Role, statement 1: the sandbox does not know the condition IpAddress/],
  ['a set operator', [{ ...allow, Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' } } }], /ForAnyValue:StringEquals/],
  ['NullIfExists, which does not exist', [{ ...allow, Condition: { NullIfExists: { 'aws:SourceVpce': 'true' } } }], /NullIfExists/],
  ['an operator named like an object method', [{ ...allow, Condition: { constructor: { 'aws:SourceVpce': 'x' } } }], /./],
];
