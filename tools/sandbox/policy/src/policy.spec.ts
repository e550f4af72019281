import { caseFiles, decide, readCases, readRefusedPolicies } from './testing/cases/policy-case';
import { Policy, type Principal } from './policy';

describe.each(caseFiles)('policies evaluate as in %s', (file) => {
  it.each(readCases(file))('$expected: $name', (policyCase) => {
    const { effect, decidedBy } = decide(policyCase);
    expect({ effect, decidedBy: decidedBy.kind }).toEqual({
      effect: policyCase.expected,
      decidedBy: policyCase.decidedBy,
    });
  });
});

describe('a policy', () => {
  it('names the deciding statement by its Sid, or its index', () => {
    const policy = new Policy(
      {
        Statement: [
          { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
          { Effect: 'Allow', Action: 's3:*', Resource: '*' },
          { Sid: 'Never', Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' },
        ],
      },
      'Role',
      'identity-based',
    );
    const decide = (action: string) =>
      policy.evaluate({
        principal: { kind: 'anonymous' },
        action,
        resource: 'x',
        context: new Map(),
      });
    expect(decide('s3:PutObject')).toMatchObject({ effect: 'allow', statement: 'statement 2' });
    expect(decide('s3:DeleteObject')).toEqual({ effect: 'explicitDeny', statement: 'Never' });
    expect(decide('sqs:SendMessage')).toEqual({ effect: 'implicitDeny' });
  });
});

describe('an account in the policy of a gateway endpoint', () => {
  const account = '222222222222';
  const arn = `arn:aws:iam::${account}:role/place-order`;
  const sessionArn = `arn:aws:sts::${account}:assumed-role/place-order/session`;
  const role: Principal = { kind: 'role', account, arn, sessionArn };
  const root: Principal = { kind: 'root', account };
  const decide = (AWS: string, principal: Principal, Effect = 'Allow') =>
    new Policy(
      { Statement: { Effect, Principal: { AWS }, Action: '*', Resource: '*' } },
      'Endpoint',
      'gateway-endpoint',
    ).evaluate({ principal, action: 'dynamodb:Query', resource: 'x', context: new Map() }).effect;

  it.each([account, `arn:aws:iam::${account}:root`])('is only its root user: %s', (named) => {
    expect(decide(named, role)).toBe('implicitDeny');
    expect(decide(named, role, 'Deny')).toBe('implicitDeny');
    expect(decide(named, root)).toBe('allow');
    expect(decide(named, root, 'Deny')).toBe('explicitDeny');
  });

  it('does not affect *, or a role by its name', () => {
    expect(decide('*', role)).toBe('allow');
    expect(decide(arn, role)).toBe('allow');
  });
});

describe('a policy document is rejected at deployment', () => {
  it.each(readRefusedPolicies())('with $name, in one line with the reason', (refusedPolicy) => {
    const act = () => new Policy(refusedPolicy.document, 'Role', refusedPolicy.type);
    expect(act).toThrow(new RegExp(refusedPolicy.says));
    expect(act).toThrow(/^Role.+$/);
  });
});
