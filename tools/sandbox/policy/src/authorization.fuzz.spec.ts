/** What holds for every decision, whatever the policies: random ones and random requests. */
import fc from 'fast-check';
import { authorize, explain, type AppliedPolicies } from './authorization';
import type { AccessRequest } from './policy';
import { account, policy, role, table } from './testing/order-policies';

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
  it('never allows more with another deny', () => {
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

  it('never allows less with another allow', () => {
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

  it("does not depend on which of the caller's policies contains a statement", () => {
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

  it('equals that of its explanation', () => {
    fc.assert(
      fc.property(request, written, (asked, given) => {
        const policies = applied(given);
        expect(explain(asked, policies)).toMatchObject(authorize(asked, policies));
      }),
      { numRuns: 200 },
    );
  });
});
