import { authorize, explain, type AppliedPolicies } from './authorization';
import type { AccessRequest, PolicyType } from './policy';
import { account, policy, role, table } from './testing/order-policies';

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

  it('shows the closest allow, with both values of each condition', () => {
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

  it('shows the deciding deny of any policy', () => {
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
          Condition: {
            StringEquals: { 'aws:SourceVpce': 'vpce-1' },
            Bool: { 'aws:SecureTransport': 'true' },
          },
        },
        {
          ...onlyThere,
          Condition: {
            ...onlyThere.Condition,
            StringNotEquals: { 'aws:SourceVpce': 'vpce-3' },
          },
          Sid: 'Other',
        },
      ],
      'Other',
    ],
  ])('ranks an allow as closer %s', (_name, statements, expected) => {
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

  it('shows no statement if no allow applies to the action', () => {
    const otherTable = { ...onlyThere, Effect: 'Deny', Resource: `${table}-2`, Sid: 'NotThere' };
    const otherAction = { ...onlyThere, Action: 's3:*' };
    const { policies } = explain(put, {
      identity: [policy([otherAction, otherTable], 'role', 'identity-based')],
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
  ])("has AWS's message: %s", (_name, policies, says) => {
    const { message } = explain(put, { ...policies, resourceAccount: account });
    expect(message).toBe(`${denied} ${says}`);
  });

  it('has no message if the request is allowed', () => {
    const explained = explain(put, { identity: [all], resourceAccount: account });
    expect(explained).not.toHaveProperty('message');
    expect(explained.policies[0]?.statement?.label).toBe('statement 1');
  });
});

describe('several resource-based policies', () => {
  const allowed = (Principal: object) =>
    policy([{ Effect: 'Allow', Principal, Action: '*', Resource: '*' }], 'permission');
  const toAccount = allowed({ AWS: account });
  const toSession = allowed({ AWS: role.sessionArn });

  it.each([
    ['first', [toSession, toAccount]],
    ['last', [toAccount, toSession]],
  ])('grant what the widest one grants, here the %s', (_position, resource) => {
    expect(authorize(put, { resource, resourceAccount: account })).toMatchObject({
      effect: 'allow',
      decidedBy: { kind: 'resource' },
    });
  });
});
