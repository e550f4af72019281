import { Policy } from '@sandbox/policy/policy';
import { networkKeys } from './network-keys';

const endpoint = {
  id: 'vpce-1',
  vpcId: 'vpc-1',
  owner: { id: '222222222222', region: 'eu-central-1' },
  sourceIp: '10.0.0.7',
  policy: new Policy({ Statement: [] }, 'endpoint'),
};

const ofEvery = {
  'aws:sourcevpce': 'vpce-1',
  'aws:sourcevpc': 'vpc-1',
  'aws:vpcsourceip': '10.0.0.7',
};
const account = { 'aws:vpceaccount': '222222222222' };
const vpcArn = { 'aws:sourcevpcarn': 'arn:aws:ec2:eu-central-1:222222222222:vpc/vpc-1' };

describe('the keys of a call through a VPC endpoint', () => {
  it.each([
    ['kms:Decrypt', { ...ofEvery, ...vpcArn, ...account }],
    ['lambda:InvokeFunction', { ...ofEvery, ...vpcArn, ...account }],
    ['cloudformation:DescribeStacks', { ...ofEvery, ...vpcArn, ...account }],
    ['dynamodb:PutItem', { ...ofEvery, ...account }],
    ['secretsmanager:GetSecretValue', ofEvery],
    ['sts:AssumeRole', ofEvery],
    ['logs:FilterLogEvents', ofEvery],
    // AWS documents support for neither key.
    ['iam:PassRole', ofEvery],
  ])("are those in AWS's documentation for %s", (action, expected) => {
    expect(Object.fromEntries(networkKeys(action, endpoint))).toEqual(expected);
  });
});

it('include the address of a caller outside of a VPC, and no endpoint', () => {
  expect(networkKeys('kms:Decrypt', undefined)).toEqual([['aws:sourceip', '127.0.0.1']]);
});
