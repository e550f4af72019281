import { policyCases, refusedPolicies } from '../../testing/policy-cases';
import { Policy } from './policy';

function policyOf(document: unknown): Policy {
  return new Policy(Array.isArray(document) ? { Statement: document } : document, 'Role');
}

describe('a policy decides', () => {
  it.each(policyCases)('$expected: $name', ({ policy, request, expected }) => {
    expect(policyOf(policy).evaluate(request).effect).toBe(expected);
  });

  it('names the statement that decided: by its Sid, or its number', () => {
    const policy = policyOf([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      { Sid: 'Never', Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' },
    ]);
    const decide = (action: string) =>
      policy.evaluate({
        principal: { kind: 'anonymous' },
        action,
        resource: 'x',
        context: new Map(),
      });
    expect(decide('s3:PutObject')).toEqual({ effect: 'allow', statement: 'statement 2' });
    expect(decide('s3:DeleteObject')).toEqual({ effect: 'explicitDeny', statement: 'Never' });
    expect(decide('sqs:SendMessage')).toEqual({ effect: 'implicitDeny' });
  });
});

describe('a policy document is refused at deployment', () => {
  it.each(refusedPolicies)('with %s, in one line that says so', (_name, policy, says) => {
    const act = () => policyOf(policy);
    expect(act).toThrow(says);
    expect(act).toThrow(/^.+$/);
  });
});
