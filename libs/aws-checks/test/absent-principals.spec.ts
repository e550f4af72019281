import { absentPrincipals } from '../src/absent-principals';

const principals = (Principal: unknown) =>
  absentPrincipals({
    Resources: {
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [{ Principal }] } } },
    },
  });

describe('principals that may not exist', () => {
  it.each([
    'arn:aws:iam::222222222222:role/deploy',
    'arn:aws-cn:iam::222222222222:user/teams/ada',
    'arn:aws:sts::222222222222:assumed-role/deploy/session',
  ])('are %s', (arn) => {
    expect(principals({ AWS: ['arn:aws:iam::222222222222:root', arn] })).toEqual([`Key: ${arn}`]);
    expect(principals({ AWS: arn })).toEqual([`Key: ${arn}`]);
  });

  it.each([
    '*',
    { AWS: '*' },
    { AWS: '222222222222' },
    { AWS: 'arn:aws:iam::222222222222:root' },
    { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } },
    { Service: 'lambda.amazonaws.com' },
  ])('are not %j', (principal) => {
    expect(principals(principal)).toEqual([]);
  });
});
