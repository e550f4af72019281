/**
 * Leads from a load balancer's node to one of its targets: an address of an execute-api endpoint. On AWS a load
 * balancer returns 504 after waiting 10 s for a connection; here it does not wait.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
import type { HttpResponse } from '@sandbox/kernel/http';
import { connection, type NetworkEnd } from '@sandbox/services/ec2/connection';
import type { VpcEndpoint } from '@sandbox/services/ec2/ec2';
import type { Verdict } from '@sandbox/services/ec2/security-groups';
import {
  matchesStatus,
  type Target,
  type TargetGroup,
} from '@sandbox/services/elasticloadbalancing/elastic-load-balancing';
import type { AccountWith } from '@sandbox/services/services';
import { passed, passedUntraced, refused, refusedByRule, type Step } from '../pipeline';
import { html } from './load-balancer-response';

/** The only port that an interface endpoint of AWS's services listens on. */
const ENDPOINT_PORT = 443;

/** The status of an execute-api endpoint for a health check, whose host name is unknown. */
const HEALTH_CHECK_STATUS = 403;

interface Balanced {
  readonly network: AccountWith<'ec2' | 'elasticloadbalancing'>;
  readonly targetGroup: TargetGroup;
  /** The load balancer node that connects. */
  readonly node: NetworkEnd;
}

interface PickedTarget {
  readonly target: Target;
  readonly endpoint: VpcEndpoint;
  /** The endpoint's network interface at the target's address. */
  readonly end: NetworkEnd;
}

export function targetEndpoint(context: Balanced): Step<PickedTarget, HttpResponse> {
  const { network, targetGroup } = context;
  const target = network.elasticloadbalancing.pickTarget(targetGroup, (candidate) =>
    isHealthy(context, candidate),
  );
  const found = target && endpointAt(context, target);
  if (found) return passedUntraced({ target, ...found });
  const address = target?.address ?? '';
  const none = `no execute-api endpoint in ${targetGroup.vpcId} has the address ${address}`;
  return refusedByRule(gatewayTimeout, none, [targetGroup.constructPath]);
}

export function loadBalancerToEndpoint(
  context: Balanced & PickedTarget,
): Step<object, HttpResponse> {
  const { allowed, detail, decision } = passageTo(context, context.end, context.target.port);
  return allowed ? passed({}, detail, decision) : refused(gatewayTimeout, detail, decision);
}

export function endpointPort({
  targetGroup,
  target,
  endpoint,
}: Pick<Balanced, 'targetGroup'> & PickedTarget): Step<object, HttpResponse> {
  const constructPaths = [targetGroup.constructPath, endpoint.constructPath];
  if (target.port !== ENDPOINT_PORT) {
    const rule = `${endpoint.id} listens on port ${ENDPOINT_PORT}, not on ${target.port}`;
    return refusedByRule(gatewayTimeout, rule, constructPaths);
  }
  const rule = `${target.address} is an address of ${endpoint.id}`;
  const detail = `${endpoint.id} at ${target.address}`;
  return passed({}, detail, { kind: 'rule', rule, constructPaths });
}

const gatewayTimeout = html(504, 'Gateway Time-out');

function isHealthy(context: Balanced, target: Target): boolean {
  const { protocol, port = target.port, matcher } = context.targetGroup.healthCheck;
  if (protocol !== 'HTTPS' || !matchesStatus(matcher, HEALTH_CHECK_STATUS)) return false;
  const found = endpointAt(context, target);
  return (
    found !== undefined && port === ENDPOINT_PORT && passageTo(context, found.end, port).allowed
  );
}

function endpointAt(
  { network: { ec2 }, targetGroup: { vpcId } }: Balanced,
  { address }: Target,
): Pick<PickedTarget, 'endpoint' | 'end'> | undefined {
  const found = ec2.endpointAt(vpcId, address);
  return found?.endpoint.serviceName.endsWith('.execute-api') ? found : undefined;
}

function passageTo({ network, node }: Balanced, end: NetworkEnd, port: number): Verdict {
  return connection(network.ec2.securityGroups, node, end, port);
}
