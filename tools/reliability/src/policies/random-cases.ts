/** Random policies and requests, generated so that most of them nearly match. */
import fc from 'fast-check';
import type { Caller, Policies, PolicyDocument, Request, StatementDocument } from './documents';

const OWN = '222222222222';
const OTHER = '111111111111';
const REGION = 'eu-central-1';

function role(account: string, name: string): Caller {
  return {
    kind: 'role',
    account,
    arn: `arn:aws:iam::${account}:role/${name}`,
    sessionArn: `arn:aws:sts::${account}:assumed-role/${name}/session`,
    tags: new Map(name === 'place-order' ? [['team', 'orders']] : []),
  };
}

const callers: readonly Caller[] = [
  role(OWN, 'place-order'),
  role(OWN, 'place-order'),
  role(OTHER, 'place-order'),
  role(OWN, 'list-orders'),
  { kind: 'root', account: OWN },
  { kind: 'root', account: OTHER },
  { kind: 'service', name: 'apigateway.amazonaws.com' },
  { kind: 'anonymous' },
];

const principals: readonly StatementDocument['Principal'][] = [
  '*',
  { AWS: ['*'] },
  { AWS: [OWN] },
  { AWS: [`arn:aws:iam::${OTHER}:root`] },
  { AWS: [`arn:aws:iam::${OWN}:role/place-order`] },
  { AWS: [`arn:aws:sts::${OWN}:assumed-role/place-order/session`, OTHER] },
  { AWS: [`arn:aws:iam::${OTHER}:role/place-order`] },
  { Service: 'apigateway.amazonaws.com' },
  { AWS: [OWN], Service: 'events.amazonaws.com' },
];

/** Includes roles in both accounts, and a session in one. */
const leftOut: readonly NonNullable<StatementDocument['NotPrincipal']>[] = [
  { AWS: [OWN] },
  { AWS: [`arn:aws:iam::${OWN}:role/place-order`] },
  { AWS: [`arn:aws:iam::${OWN}:role/place-order`, `arn:aws:iam::${OWN}:root`] },
  {
    AWS: [
      `arn:aws:sts::${OWN}:assumed-role/place-order/session`,
      `arn:aws:iam::${OWN}:role/place-order`,
      OWN,
    ],
  },
  {
    AWS: [
      `arn:aws:sts::${OWN}:assumed-role/place-order/other`,
      `arn:aws:iam::${OWN}:role/place-order`,
      OWN,
    ],
  },
  { AWS: [`arn:aws:sts::${OWN}:assumed-role/place-order/session`, OWN] },
  { AWS: [OTHER, `arn:aws:iam::${OTHER}:role/place-order`], Service: 'apigateway.amazonaws.com' },
];

const TABLE = `arn:aws:dynamodb:${REGION}:${OWN}:table/orders`;

/** Frequent resources are listed more than once. */
const resources: readonly string[] = [
  TABLE,
  TABLE,
  TABLE,
  `arn:aws:dynamodb:${REGION}:${OWN}:table/orders`,
  `arn:aws:dynamodb:${REGION}:${OWN}:table/orders/index/newest-first`,
  `arn:aws:dynamodb:${REGION}:${OTHER}:table/orders`,
  `arn:aws:logs:${REGION}:${OWN}:log-group:/aws/lambda/f:log-stream:x`,
  `arn:aws:lambda:${REGION}:${OWN}:function:f:live`,
  `arn:aws:execute-api:${REGION}:${OWN}:a1b2c3d4e5/v1/GET/v1/orders`,
  'arn:aws:s3:::orders/2026:11/x*y',
  '*',
];

const resourcePatterns: readonly string[] = [
  '*',
  '*',
  '*',
  TABLE,
  TABLE,
  'arn:aws:dynamodb:*',
  'arn:*:dynamodb:*:*:*',
  'arn:aws:dynamodb:eu-*:*:table/orders',
  `arn:aws:dynamodb:${REGION}:${OWN}:table/orders`,
  `arn:aws:dynamodb:${REGION}:${OWN}:table/*`,
  `arn:aws:dynamodb:${REGION}:2222*:table/order?`,
  `arn:aws:dynamodb:*:${OWN}:*`,
  'arn:aws:dynamodb:*:table/orders:x',
  `arn:aws:dynamodb:${REGION}?${OWN}:x:table/orders`,
  `arn:aws:dynamodb:${REGION}:${OWN}:table/\${aws:PrincipalTag/team}`,
  `arn:aws:dynamodb:${REGION}:${OWN}:table/\${aws:PrincipalTag/team, 'orders'}`,
  `arn:aws:logs:${REGION}:${OWN}:log-group:/aws/lambda/f:*`,
  `arn:aws:logs:${REGION}:*:log-stream:x`,
  'arn:aws:logs:*:*:log-group:*:x',
  `arn:aws:lambda:${REGION}:*:function:f:*`,
  `arn:aws:lambda:*:function:f:live`,
  `arn:aws:execute-api:*:*:a1b2c3d4e5/*/GET/*`,
  `arn:aws:execute-api:${REGION}:${OWN}:a1b2c3d4e5/v1/POST/*`,
  'arn:aws:s3:::orders/*',
  'arn:aws:s3:::orders/2026:11/x${*}y',
  'arn:aws:s3:*',
];

const actions = [
  'dynamodb:PutItem',
  'dynamodb:PutItem',
  'dynamodb:GetItem',
  'execute-api:Invoke',
  'logs:PutLogEvents',
];
const actionPatterns = [
  ...actions,
  '*',
  '*',
  'dynamodb:*',
  'dynamodb:*',
  'DynamoDB:put*',
  'dynamodb:?etItem',
  'logs:*Events',
  'execute-api:*',
];

const conditions: readonly (readonly [operator: string, key: string, values: readonly string[]])[] =
  [
    ['StringEquals', 'aws:SourceVpce', ['vpce-1', 'vpce-2']],
    ['StringNotEquals', 'aws:SourceVpce', ['vpce-1']],
    ['StringEqualsIfExists', 'AWS:SourceVPCE', ['VPCE-1']],
    ['StringEqualsIgnoreCase', 'aws:sourcevpce', ['VPCE-1']],
    ['StringLike', 'aws:SourceVpce', ['vpce-?', '*2']],
    ['StringNotLike', 'aws:SourceVpce', ['*-1']],
    ['StringNotLikeIfExists', 'aws:SourceVpce', ['*-1']],
    ['StringEquals', 'aws:PrincipalAccount', [OWN]],
    ['StringEquals', 'aws:ResourceAccount', ['${aws:PrincipalAccount}']],
    ['StringNotEquals', 'aws:PrincipalTag/team', ['orders']],
    ['StringEquals', 'aws:ResourceTag/Team', ['${aws:PrincipalTag/team}']],
    ['StringNotEqualsIfExists', 'aws:ResourceTag/team', ['orders']],
    ['StringEquals', 'aws:PrincipalTag/team', ["${aws:PrincipalTag/group, 'orders'}"]],
    ['StringLike', 'aws:SourceVpce', ['${aws:PrincipalTag/team}*', 'vpce-${*}']],
    ['ArnLike', 'aws:SourceArn', [`arn:aws:execute-api:*:${OWN}:*/v1/*`]],
    ['ArnEquals', 'aws:SourceArn', ['arn:aws:execute-api:*:a1b2c3d4e5/v1/GET/orders']],
    ['ArnNotLike', 'aws:SourceArn', ['arn:aws:execute-api:*']],
    ['ArnNotEquals', 'aws:PrincipalArn', [`arn:aws:iam::${OWN}:role/place-*`]],
    ['ArnLikeIfExists', 'aws:PrincipalArn', ['arn:aws:iam::*:root']],
    ['Bool', 'aws:SecureTransport', ['true']],
    ['BoolIfExists', 'aws:SecureTransport', ['false']],
    ['Null', 'aws:SourceVpce', ['true']],
    ['Null', 'aws:SourceArn', ['false']],
    ['IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '192.0.2.7']],
    ['NotIpAddress', 'aws:SourceIp', ['10.1.0.0/16']],
    ['NumericLessThan', 'aws:EpochTime', ['1700000000']],
    ['NumericGreaterThanEquals', 'aws:EpochTime', ['1700000000']],
    ['DateLessThan', 'aws:CurrentTime', ['2026-11-25T00:00:00Z']],
    ['DateGreaterThanEquals', 'aws:CurrentTime', ['2026-11-25']],
    ['ForAllValues:StringEquals', 'dynamodb:LeadingKeys', ['a', 'b']],
    ['ForAnyValue:StringEquals', 'dynamodb:LeadingKeys', ['a']],
    ['ForAllValues:StringNotEquals', 'dynamodb:LeadingKeys', ['a']],
    ['ForAnyValue:StringNotLike', 'dynamodb:LeadingKeys', ['a*']],
    ['ForAllValues:StringLikeIfExists', 'dynamodb:Attributes', ['name', 'i*']],
  ];

const context: fc.Arbitrary<ReadonlyMap<string, string | readonly string[]>> = fc
  .record(
    {
      'aws:sourcevpce': fc.constantFrom('vpce-1', 'vpce-2', 'VPCE-1', 'vpce-*', 'orders-1'),
      'aws:sourcearn': fc.constantFrom(
        `arn:aws:execute-api:${REGION}:${OWN}:a1b2c3d4e5/v1/GET/orders`,
        `arn:aws:execute-api:${REGION}:${OTHER}:a1b2c3d4e5/v2/GET/orders`,
        'no-arn',
      ),
      'aws:securetransport': fc.constantFrom('true', 'false'),
      'aws:sourceip': fc.constantFrom('10.0.0.1', '10.1.2.3', '192.0.2.7', '203.0.113.9'),
      'dynamodb:leadingkeys': fc.subarray(['a', 'b', 'ab']),
      'dynamodb:attributes': fc.subarray(['name', 'item', 'x']),
    },
    { requiredKeys: [] },
  )
  .chain((record) =>
    fc
      .constantFrom(['2026-11-24T23:59:59Z', '1699999999'], ['2026-11-25T00:00:00Z', '1700000000'])
      .map(
        ([now = '', epoch = '']) =>
          new Map(Object.entries({ ...record, 'aws:currenttime': now, 'aws:epochtime': epoch })),
      ),
  );

const some = <Value>(values: readonly Value[]) =>
  fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });

/** Sometimes generates the `Not…` element instead of the other. */
function element(name: 'Action' | 'Resource', patterns: readonly string[]) {
  return fc
    .tuple(fc.integer({ min: 0, max: 4 }), some(patterns))
    .map(([which, values]) => ({ [which === 0 ? `Not${name}` : name]: values }));
}

const condition = fc.array(fc.constantFrom(...conditions), { maxLength: 2 }).map((chosen) => {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const [operator, key, values] of chosen) (block[operator] ??= {})[key] = values;
  return Object.keys(block).length === 0 ? {} : { Condition: block };
});

function policy(kind: 'identity' | 'resource'): fc.Arbitrary<PolicyDocument> {
  const statement = fc
    .tuple(
      fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Allow', 'Allow', 'Deny'),
      fc.constantFrom(...principals),
      element('Action', actionPatterns),
      element('Resource', resourcePatterns),
      condition,
      fc.option(fc.constantFrom(...leftOut)),
    )
    .map(([Effect, Principal, action, resource, conditionBlock, NotPrincipal]) => ({
      Effect,
      ...(kind === 'identity' ? {} : principalOf(Effect, Principal, NotPrincipal)),
      ...action,
      ...resource,
      ...conditionBlock,
    }));
  return fc.record({
    Version: fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17'),
    Statement: fc.array(statement, { minLength: 1, maxLength: 3 }),
  });
}

/** `NotPrincipal` is generated only for denies. */
function principalOf(
  effect: StatementDocument['Effect'],
  Principal: StatementDocument['Principal'],
  NotPrincipal: StatementDocument['NotPrincipal'] | null,
): Pick<StatementDocument, 'Principal' | 'NotPrincipal'> {
  if (effect === 'Deny' && NotPrincipal) return { NotPrincipal };
  return Principal === undefined ? {} : { Principal };
}

const absent = fc.constant(undefined);

/**
 * The policies of a random decision. A role's trust policy has no resources, so it is compared as a key's
 * policy.
 */
export const policies: fc.Arbitrary<Policies> = fc.record({
  identity: fc.array(policy('identity'), { maxLength: 2 }),
  boundary: fc.oneof(absent, absent, policy('identity')),
  endpoint: fc.oneof(absent, absent, policy('resource')),
  resourcePolicy: fc.oneof(absent, policy('resource')),
  guard: fc.constantFrom('resource', 'resource', 'key'),
  resourceAccount: fc.constantFrom(OWN, OWN, OTHER),
});

/** A random request. */
export const request: fc.Arbitrary<Request> = fc.record({
  principal: fc.constantFrom(...callers),
  action: fc.constantFrom(...actions),
  resource: fc.constantFrom(...resources),
  context,
  resourceTags: fc.constantFrom(new Map(), new Map([['team', 'orders']]), new Map([['team', 'x']])),
});
