/** Properties of every decision, with random policies and random requests. */
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
const statementsByKind = fc.record({
  identity: fc.array(statement, { maxLength: 4 }),
  resource: fc.option(fc.array(namedStatement, { maxLength: 4 })),
  boundary: fc.option(fc.array(statement, { maxLength: 3 })),
  endpoint: fc.option(fc.array(namedStatement, { maxLength: 3 })),
  guards: fc.constantFrom('resource', 'key', 'trust'),
  resourceAccount: fc.constantFrom(account, '333333333333'),
});

type StatementsByKind = typeof statementsByKind extends fc.Arbitrary<infer Value> ? Value : never;

function applied({
  identity,
  resource,
  boundary,
  endpoint,
  guards,
  resourceAccount,
}: StatementsByKind): AppliedPolicies {
  return {
    identity: [policy(identity, 'identity', 'identity-based')],
    boundary: boundary ? policy(boundary, 'boundary', 'identity-based') : undefined,
    endpoint: endpoint ? policy(endpoint, 'endpoint') : undefined,
    [guards]: resource ? policy(resource, 'resource') : undefined,
    resourceAccount,
  };
}

function effectOf(accessRequest: AccessRequest, statements: StatementsByKind) {
  return authorize(accessRequest, applied(statements)).effect;
}

describe('a decision', () => {
  it('never allows more with an additional deny', () => {
    const kinds = fc.constantFrom('identity', 'resource', 'boundary', 'endpoint');
    fc.assert(
      fc.property(
        request,
        statementsByKind,
        kinds,
        namedStatement,
        (accessRequest, statements, kind, added) => {
          const { Principal, ...unnamed } = { ...added, Effect: 'Deny' as const };
          const more =
            kind === 'identity' || kind === 'boundary'
              ? [...(statements[kind] ?? []), unnamed]
              : [...(statements[kind] ?? []), { ...unnamed, Principal }];
          // Adding a boundary or an endpoint policy where there was none restricts access by itself.
          fc.pre(statements[kind] !== null);
          const allowedBefore = effectOf(accessRequest, statements) === 'allow';
          const allowedNow = effectOf(accessRequest, { ...statements, [kind]: more }) === 'allow';
          expect(allowedNow && !allowedBefore).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never allows less with an additional allow', () => {
    fc.assert(
      fc.property(request, statementsByKind, statement, (accessRequest, statements, added) => {
        const more = {
          ...statements,
          identity: [...statements.identity, { ...added, Effect: 'Allow' as const }],
        };
        const allowedBefore = effectOf(accessRequest, statements) === 'allow';
        const allowedNow = effectOf(accessRequest, more) === 'allow';
        expect(allowedBefore && !allowedNow).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('does not depend on the order of statements', () => {
    const reversed = <Item>(items: readonly Item[] | null) => items && [...items].reverse();
    fc.assert(
      fc.property(request, statementsByKind, (accessRequest, statements) => {
        const { identity, resource, boundary, endpoint } = statements;
        expect(
          effectOf(accessRequest, {
            ...statements,
            identity: [...identity].reverse(),
            resource: reversed(resource),
            boundary: reversed(boundary),
            endpoint: reversed(endpoint),
          }),
        ).toBe(effectOf(accessRequest, statements));
      }),
      { numRuns: 200 },
    );
  });

  it("does not depend on which of the caller's policies contains a statement", () => {
    fc.assert(
      fc.property(request, statementsByKind, (accessRequest, statements) => {
        const separate = statements.identity.map((one) => policy([one], 'one', 'identity-based'));
        expect(
          authorize(accessRequest, { ...applied(statements), identity: separate }).effect,
        ).toBe(effectOf(accessRequest, statements));
      }),
      { numRuns: 200 },
    );
  });

  it('equals that of its explanation', () => {
    fc.assert(
      fc.property(request, statementsByKind, (accessRequest, statements) => {
        const policies = applied(statements);
        expect(explain(accessRequest, policies)).toMatchObject(authorize(accessRequest, policies));
      }),
      { numRuns: 200 },
    );
  });
});
