/**
 * AWS's error messages for a denied request.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
import type { Authorization, PolicyKind } from '@sandbox/kernel/explanation';
import type { AccessRequest } from './access-request';
import { principalName } from './principal';

/** The kinds of policies in AWS's messages, for an explicit and an implicit deny. */
const words: Readonly<Record<PolicyKind, readonly [denies: string, allows: string]>> = {
  identity: ['an identity-based policy', 'no identity-based policy'],
  boundary: ['a permissions boundary', 'no permissions boundary'],
  resource: ['a resource-based policy', 'no resource-based policy'],
  key: ['a resource-based policy', 'no resource-based policy'],
  trust: ['the role trust policy', 'no role trust policy'],
  endpoint: ['a VPC endpoint policy', 'no VPC endpoint policy'],
};

/**
 * Returns a message such as `User: arn:… is not authorized to perform: dynamodb:PutItem on resource: arn:… because no
 * identity-based policy allows the dynamodb:PutItem action`.
 */
export function accessDeniedMessage(
  { principal, action, resource }: AccessRequest,
  { effect, decidedBy }: Authorization,
): string {
  const denied = `User: ${principalName(principal)} is not authorized to perform: ${action} on resource: ${resource}`;
  if (decidedBy.kind === 'root') return denied;
  const [denies, allows] = words[decidedBy.kind];
  return effect === 'explicitDeny'
    ? `${denied} with an explicit deny in ${denies}`
    : `${denied} because ${allows} allows the ${action} action`;
}
