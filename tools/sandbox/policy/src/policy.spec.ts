import { caseFiles, decide, readCases, readRefusedPolicies } from './testing/cases/policy-case';
import { Policy } from './policy';

describe.each(caseFiles)('policies decide as in %s', (file) => {
  it.each(readCases(file))('$expected: $name', (given) => {
    const { effect, decidedBy } = decide(given);
    expect({ effect, decidedBy: decidedBy.kind }).toEqual({
      effect: given.expected,
      decidedBy: given.decidedBy,
    });
  });
});

describe('a policy', () => {
  it('names the statement that decided: by its Sid, or its number', () => {
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

describe('a policy document is refused at deployment', () => {
  it.each(readRefusedPolicies())('with $name, in one line that says so', (given) => {
    const act = () => new Policy(given.document, 'Role', given.type);
    expect(act).toThrow(new RegExp(given.says));
    expect(act).toThrow(/^Role.+$/);
  });
});
