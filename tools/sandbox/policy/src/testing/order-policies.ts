/** Shared values of specs in which a function puts an order into its table. */
import { Policy, type PolicyType } from '../policy';

export const account = '222222222222';
export const table = `arn:aws:dynamodb:eu-central-1:${account}:table/orders`;
export const role = {
  kind: 'role',
  account,
  arn: `arn:aws:iam::${account}:role/place-order`,
  sessionArn: `arn:aws:sts::${account}:assumed-role/place-order/session`,
} as const;

export function policy(statements: readonly unknown[], where: string, type?: PolicyType): Policy {
  return new Policy({ Version: '2012-10-17', Statement: statements }, where, type);
}
