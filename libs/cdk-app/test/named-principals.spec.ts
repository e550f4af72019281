import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { createApp } from '../src/create-app';
import { principalsOf } from '../src/named-principals';

const stack = new Stack(createApp(), 'Test');

/** Returns the statements with these principals, as in a template. */
const statementsOf = (...arns: readonly string[]) =>
  principalsOf(arns).map(({ name, principals, conditions }) => {
    const statement = new PolicyStatement({
      sid: name,
      principals: [...principals],
      actions: ['execute-api:Invoke'],
      resources: ['*'],
      conditions,
    });
    return stack.resolve(statement.toStatementJson()) as Readonly<Record<string, unknown>>;
  });

const rootOf = (account: string) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${account}:root`]],
});

describe('principals of other accounts', () => {
  it('are whole accounts without a condition', () => {
    expect(statementsOf('arn:aws:iam::111111111111:root')).toEqual([
      expect.objectContaining({ Sid: 'Accounts', Principal: { AWS: rootOf('111111111111') } }),
    ]);
    expect(statementsOf('arn:aws:iam::111111111111:root')[0]).not.toHaveProperty('Condition');
  });

  it('are roles and users by account, each once, with a condition on their ARNs', () => {
    const role = 'arn:aws:iam::111111111111:role/a';
    const user = 'arn:aws:iam::111111111111:user/b';
    expect(statementsOf(role, user)).toEqual([
      expect.objectContaining({
        Sid: 'Roles',
        Principal: { AWS: rootOf('111111111111') },
        Condition: { ArnEquals: { 'aws:PrincipalArn': [role, user] } },
      }),
    ]);
  });
});
