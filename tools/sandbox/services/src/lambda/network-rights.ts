/** What a function's role needs, so that Lambda can put the function into a VPC. */
import type { AccountWith } from '../services';

/** In the order in which Lambda tries them. */
const NEEDED = ['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DeleteNetworkInterface'];

/**
 * Refuses a role that may not make network interfaces.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
export function assertNetworkRights(roleArn: string, { iam }: AccountWith<'iam'>): void {
  const missing = NEEDED.find(
    (action) => !iam.isRoleAllowed(roleArn, `ec2:${action}`, '*', new Map()),
  );
  if (missing === undefined) return;
  throw new Error(
    `The provided execution role does not have permissions to call ${missing} on EC2`,
  );
}
