import fc from 'fast-check';
import { authorize, explain, type AppliedPolicies } from './authorization';
import { Policy, type AccessRequest, type PolicyType } from './policy';

const account = '222222222222';
const table = `arn:aws:dynamodb:eu-central-1:${account}:table/orders`;
const role = {
  kind: 'role',
  account,
  arn: `arn:aws:iam::${account}:role/place-order`,
  sessionArn: `arn:aws:sts::${account}:assumed-role/place-order/session`,
} as const;

function policy(statements: readonly unknown[], where: string, type?: PolicyType): Policy {
  return new Policy({ Version: '2012-10-17', Statement: statements }, where, type);
}

const actions = ['dynamodb:PutItem', 'dynamodb:GetItem', 'sts:AssumeRole'];
const resources = [table, `${table}/index/newest-first`, 'arn:aws:s3:::x'];

const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Action: fc.constantFrom('*', 'dynamodb:*', 'dynamodb:P*', ...actions),
  Resource: fc.constantFrom('*', `${table}*`, `${table}/*`, ...resources),
  Condition: fc.constantFrom(
    {},
    { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
    { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
    { Null: { 'aws:SourceVpce': 'true' } },
  ),
});

const principals = [
  { kind: 'anonymous' },
  { kind: 'service', name: 'lambda.amazonaws.com' },
  { kind: 'root', account },
  { kind: 'root', account: '333333333333' },
  role,
] as const;

const namedStatement = fc
  .tuple(
    statement,
    fc.constantFrom(
      '*',
      { AWS: account },
      { AWS: '333333333333' },
      { AWS: role.arn },
      { AWS: role.sessionArn },
      { Service: 'lambda.amazonaws.com' },
    ),
  )
  .map(([rest, Principal]) => ({ ...rest, Principal }));

const request: fc.Arbitrary<AccessRequest> = fc.record({
  principal: fc.constantFrom(...principals),
  action: fc.constantFrom(...actions),
  resource: fc.constantFrom(...resources),
  context: fc
    .constantFrom<[string, string][]>([], [['aws:sourcevpce', 'vpce-1']])
    .map((entries) => new Map(entries)),
});

/** The statements of the policies of one decision. */
const written = fc.record({
  identity: fc.array(statement, { maxLength: 4 }),
  resource: fc.option(fc.array(namedStatement, { maxLength: 4 })),
  boundary: fc.option(fc.array(statement, { maxLength: 3 })),
  endpoint: fc.option(fc.array(namedStatement, { maxLength: 3 })),
  guards: fc.constantFrom('resource', 'key', 'trust'),
  resourceAccount: fc.constantFrom(account, '333333333333'),
});

type Written = typeof written extends fc.Arbitrary<infer Value> ? Value : never;

function applied({
  identity,
  resource,
  boundary,
  endpoint,
  guards,
  resourceAccount,
}: Written): AppliedPolicies {
  return {
    identity: [policy(identity, 'identity', 'identity-based')],
    boundary: boundary ? policy(boundary, 'boundary', 'identity-based') : undefined,
    endpoint: endpoint ? policy(endpoint, 'endpoint') : undefined,
    [guards]: resource ? policy(resource, 'resource') : undefined,
    resourceAccount,
  };
}

function effectOf(asked: AccessRequest, statements: Written) {
  return authorize(asked, applied(statements)).effect;
}

describe('a decision', () => {
  it('never allows more for another deny', () => {
    const kinds = fc.constantFrom('identity', 'resource', 'boundary', 'endpoint');
    fc.assert(
      fc.property(request, written, kinds, namedStatement, (asked, given, kind, added) => {
        const { Principal, ...unnamed } = { ...added, Effect: 'Deny' as const };
        const more =
          kind === 'identity' || kind === 'boundary'
            ? [...(given[kind] ?? []), unnamed]
            : [...(given[kind] ?? []), { ...unnamed, Principal }];
        // A boundary or endpoint policy that was not there filters by itself.
        fc.pre(given[kind] !== null);
        const allowedBefore = effectOf(asked, given) === 'allow';
        const allowedNow = effectOf(asked, { ...given, [kind]: more }) === 'allow';
        expect(allowedNow && !allowedBefore).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it('never allows less for another allow', () => {
    fc.assert(
      fc.property(request, written, statement, (asked, given, added) => {
        const more = {
          ...given,
          identity: [...given.identity, { ...added, Effect: 'Allow' as const }],
        };
        const allowedBefore = effectOf(asked, given) === 'allow';
        const allowedNow = effectOf(asked, more) === 'allow';
        expect(allowedBefore && !allowedNow).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('does not depend on the order of statements', () => {
    const turned = <Item>(items: readonly Item[] | null) => items && [...items].reverse();
    fc.assert(
      fc.property(request, written, (asked, given) => {
        const { identity, resource, boundary, endpoint } = given;
        expect(
          effectOf(asked, {
            ...given,
            identity: [...identity].reverse(),
            resource: turned(resource),
            boundary: turned(boundary),
            endpoint: turned(endpoint),
          }),
        ).toBe(effectOf(asked, given));
      }),
      { numRuns: 200 },
    );
  });

  it("does not depend on which of the caller's policies a statement stands in", () => {
    fc.assert(
      fc.property(request, written, (asked, given) => {
        const apart = given.identity.map((one) => policy([one], 'one', 'identity-based'));
        expect(authorize(asked, { ...applied(given), identity: apart }).effect).toBe(
          effectOf(asked, given),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('is what its explanation says', () => {
    fc.assert(
      fc.property(request, written, (asked, given) => {
        const policies = applied(given);
        expect(explain(asked, policies)).toMatchObject(authorize(asked, policies));
      }),
      { numRuns: 200 },
    );
  });
});

const put: AccessRequest = {
  principal: role,
  action: 'dynamodb:PutItem',
  resource: table,
  context: new Map([['aws:sourcevpce', 'vpce-2']]),
};

describe('an explanation', () => {
  const onlyThere = {
    Sid: 'OnlyThere',
    Effect: 'Allow',
    Action: 'dynamodb:PutItem',
    Resource: table,
    Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' }, Null: { 'aws:username': 'true' } },
  };

  it('shows the allow that came closest, with both values of each condition', () => {
    const other = { Effect: 'Allow', Action: 'dynamodb:*', Resource: `${table}/index/*` };
    const { policies } = explain(put, {
      identity: [policy([other, onlyThere], 'stack/Role/Policy', 'identity-based')],
      resourceAccount: account,
    });
    expect(policies).toEqual([
      {
        kind: 'identity',
        where: 'stack/Role/Policy',
        effect: 'implicitDeny',
        statement: {
          label: 'OnlyThere',
          effect: 'Allow',
          document: onlyThere,
          principalMatches: true,
          actionMatches: true,
          resourceMatches: true,
          conditions: [
            {
              operator: 'StringEquals',
              key: 'aws:SourceVpce',
              expected: ['vpce-1'],
              actual: 'vpce-2',
              holds: false,
            },
            { operator: 'Null', key: 'aws:username', expected: ['true'], holds: true },
          ],
        },
      },
    ]);
  });

  it('shows the deny that decided, wherever it stands', () => {
    const deny = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };
    const explained = explain(put, {
      identity: [policy([{ ...onlyThere, Condition: {} }], 'role', 'identity-based')],
      endpoint: policy([{ ...deny, Effect: 'Allow' }, deny], 'stack/Endpoint'),
      resourceAccount: account,
    });
    expect(explained.decidedBy).toEqual({
      kind: 'endpoint',
      where: 'stack/Endpoint',
      statement: 'statement 2',
    });
    expect(explained.policies[0]?.statement?.document).toEqual(deny);
  });

  it.each([
    ['for this resource', [{ ...onlyThere, Resource: '*', Sid: 'Other' }], 'Other'],
    ['for this caller', [onlyThere, { ...onlyThere, Principal: '*', Sid: 'Other' }], 'Other'],
    [
      'with fewer conditions that fail',
      [
        {
          ...onlyThere,
          Condition: { ...onlyThere.Condition, Bool: { 'aws:SecureTransport': 'true' } },
        },
        { ...onlyThere, Sid: 'Other' },
      ],
      'Other',
    ],
  ])('counts an allow as closer %s', (_name, statements, expected) => {
    const Principal = { AWS: '333333333333' };
    const far = { ...onlyThere, Resource: 'arn:aws:s3:::x', Sid: 'Far' };
    const written = [far, ...statements].map((one) => ({ Principal, ...one }));
    const { policies } = explain(put, {
      identity: [],
      resource: policy(written, 'stack/Api'),
      resourceAccount: account,
    });
    expect(policies[0]?.statement?.label).toBe(expected);
  });

  it('shows no statement where none is for the action', () => {
    const { policies } = explain(put, {
      identity: [policy([{ ...onlyThere, Action: 's3:*' }], 'role', 'identity-based')],
      resourceAccount: account,
    });
    expect(policies).toEqual([{ kind: 'identity', where: 'role', effect: 'implicitDeny' }]);
  });

  const denied = `User: ${role.sessionArn} is not authorized to perform: dynamodb:PutItem on resource: ${table}`;
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  const nothing = policy([], 'p');
  const all = policy([everything], 'p', 'identity-based');
  const never = (type?: PolicyType) =>
    policy([{ ...everything, Effect: 'Deny', ...(type ? {} : { Principal: '*' }) }], 'p', type);

  it.each<[string, Omit<AppliedPolicies, 'resourceAccount'>, string]>([
    [
      'no identity-based policy',
      {},
      'because no identity-based policy allows the dynamodb:PutItem action',
    ],
    [
      'a deny in one',
      { identity: [never('identity-based')] },
      'with an explicit deny in an identity-based policy',
    ],
    [
      'no VPC endpoint policy',
      { identity: [all], endpoint: nothing },
      'because no VPC endpoint policy allows the dynamodb:PutItem action',
    ],
    ['a deny in one', { endpoint: never() }, 'with an explicit deny in a VPC endpoint policy'],
    [
      'no permissions boundary',
      { identity: [all], boundary: policy([], 'p', 'identity-based') },
      'because no permissions boundary allows the dynamodb:PutItem action',
    ],
    [
      'a deny in one',
      { boundary: never('identity-based') },
      'with an explicit deny in a permissions boundary',
    ],
    [
      'a deny of the resource',
      { resource: never() },
      'with an explicit deny in a resource-based policy',
    ],
    [
      'no key policy',
      { identity: [all], key: nothing },
      'because no resource-based policy allows the dynamodb:PutItem action',
    ],
    [
      'no trust policy',
      { identity: [all], trust: nothing },
      'because no role trust policy allows the dynamodb:PutItem action',
    ],
    ['a deny in one', { trust: never() }, 'with an explicit deny in the role trust policy'],
  ])("says in AWS's words: %s", (_name, policies, says) => {
    const { message } = explain(put, { ...policies, resourceAccount: account });
    expect(message).toBe(`${denied} ${says}`);
  });

  it('has no message where the request is allowed', () => {
    const explained = explain(put, { identity: [all], resourceAccount: account });
    expect(explained).not.toHaveProperty('message');
    expect(explained.policies[0]?.statement?.label).toBe('statement 1');
  });
});
