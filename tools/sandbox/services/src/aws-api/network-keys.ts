/**
 * The condition keys of a call's network path.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
 */
import type { CallEndpoint } from './api-call';

/**
 * The services for which AWS documents each key, of those in the sandbox; calls of others lack the
 * key.
 */
const SERVICES_WITH_VPC_ARN: ReadonlySet<string> = new Set(['cloudformation', 'kms', 'lambda']);
const SERVICES_WITH_ENDPOINT_ACCOUNT: ReadonlySet<string> = new Set([
  ...SERVICES_WITH_VPC_ARN,
  'dynamodb',
]);

const LOOPBACK = '127.0.0.1';

/**
 * Returns the values by key in lower case.
 *
 * @param action such as `dynamodb:PutItem`.
 * @param endpoint undefined for a call without a VPC endpoint.
 */
export function networkKeys(
  action: string,
  endpoint: CallEndpoint | undefined,
): readonly (readonly [key: string, value: string])[] {
  if (!endpoint) return [['aws:sourceip', LOOPBACK]];
  const { id, vpcId, owner, sourceIp } = endpoint;
  const [service = ''] = action.split(':');
  const vpcArn = `arn:aws:ec2:${owner.region}:${owner.id}:vpc/${vpcId}`;
  return [
    ['aws:sourcevpce', id],
    ['aws:sourcevpc', vpcId],
    ['aws:vpcsourceip', sourceIp],
    ...(SERVICES_WITH_VPC_ARN.has(service) ? [['aws:sourcevpcarn', vpcArn] as const] : []),
    ...(SERVICES_WITH_ENDPOINT_ACCOUNT.has(service)
      ? [['aws:vpceaccount', owner.id] as const]
      : []),
  ];
}
