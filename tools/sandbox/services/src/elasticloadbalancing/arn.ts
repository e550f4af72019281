/** The ARNs of load balancers and their parts. */
import { uniqueHex, type ResourceContext } from '@sandbox/engine/resource-type';

/** @param kind such as `listener/app`. */
export function arnOf(kind: string, context: ResourceContext): string {
  const { account, logicalId } = context;
  const prefix = `arn:aws:elasticloadbalancing:${account.region}:${account.id}`;
  return `${prefix}:${kind}/${logicalId.slice(0, 32)}/${uniqueHex(16, context)}`;
}
