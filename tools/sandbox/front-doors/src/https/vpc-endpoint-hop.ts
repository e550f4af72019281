/**
 * From a load balancer's node to one of its targets: an address of an execute-api endpoint, which
 * leads into API Gateway's network.
 */
import type { Trace } from '@sandbox/kernel/trace';
import { connection, dropped } from '@sandbox/services/ec2/connection';
import type { VpcEndpoint } from '@sandbox/services/ec2/ec2';
import type { Passage } from '@sandbox/services/ec2/security-groups';
import {
  matchesStatus,
  type Target,
} from '@sandbox/services/elasticloadbalancing/elastic-load-balancing';
import { html, type Ended, type Forwarded } from './load-balancer-hop';

/** The only port that an interface endpoint of AWS's services listens on. */
const HTTPS_PORT = 443;

/** What an execute-api endpoint answers to a health check, whose host name no API has. */
const HEALTH_CHECK_STATUS = 403;

type Arrival = Passage & { readonly endpoint?: VpcEndpoint };

/**
 * AWS's load balancer waits 10 s for a connection before it answers 504; nobody has to here.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export function throughVpcEndpoint(
  forwarded: Forwarded,
  trace: Trace,
): { readonly endpoint: VpcEndpoint } | Ended {
  const { account, targetGroup } = forwarded;
  const target = account.elasticloadbalancing.pickTarget(targetGroup, (candidate) =>
    isHealthy(forwarded, candidate),
  );
  const { endpoint, ...passage } = arrival(forwarded, target, target?.port);
  const hop = endpoint ? 'security group' : 'VPC endpoint';
  if (!passage.allowed || !endpoint || !target) {
    trace.refused(hop, passage.detail, passage.decision);
    return { response: html(504, 'Gateway Time-out') };
  }
  trace.passed('security group', passage.detail, passage.decision);
  trace.passed('VPC endpoint', `${endpoint.id} at ${target.address}`, {
    kind: 'rule',
    rule: `${target.address} is an address of ${endpoint.id}`,
    constructPaths: [targetGroup.constructPath, endpoint.constructPath],
  });
  return { endpoint };
}

function isHealthy(forwarded: Forwarded, target: Target): boolean {
  const { protocol, port, matcher } = forwarded.targetGroup.healthCheck;
  return (
    protocol === 'HTTPS' &&
    matchesStatus(matcher, HEALTH_CHECK_STATUS) &&
    arrival(forwarded, target, port ?? target.port).allowed
  );
}

function arrival(
  { account: { ec2 }, node, targetGroup }: Forwarded,
  target: Target | undefined,
  port = HTTPS_PORT,
): Arrival {
  const address = target?.address ?? '';
  const found = ec2.endpointAt(targetGroup.vpcId, address);
  if (!found?.endpoint.serviceName.endsWith('.execute-api')) {
    const none = `no execute-api endpoint answers at ${address} in ${targetGroup.vpcId}`;
    return dropped(none, [targetGroup.constructPath]);
  }
  const { endpoint, end } = found;
  const passage = connection(ec2.securityGroups, node, end, port);
  if (passage.allowed && port !== HTTPS_PORT) {
    const none = `${endpoint.id} listens on port ${HTTPS_PORT}, not on ${port}`;
    return dropped(none, [targetGroup.constructPath, endpoint.constructPath]);
  }
  return { ...passage, endpoint };
}
