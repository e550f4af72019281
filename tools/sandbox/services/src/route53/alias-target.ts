/**
 * Whether an alias leads to what its `HostedZoneId` says: to a load balancer in the hosted zone of that
 * Region's load balancers, or to another record of the zone that the alias itself is in.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
 */
import { loadBalancerZone } from '../elasticloadbalancing/hosted-zones';
import { hostName } from './host-name';

const LOAD_BALANCER = /\.([a-z0-9-]+)\.elb\.amazonaws\.com$/;

/** Of other services: of these, aliases lead to interface endpoints here. */
const OF_AWS = /\.(amazonaws\.com|cloudfront\.net|awsglobalaccelerator\.com|on\.aws)$/;

export interface AliasTarget {
  readonly DNSName: string;
  readonly HostedZoneId: string;
}

/** The hosted zone of the alias: its ID, and its name if the zone is here. */
export interface OwnZone {
  readonly id: string;
  readonly name: string | undefined;
  /** Whether a name has a record that an alias can lead to. */
  readonly isRecord: (name: string) => boolean;
}

/** @throws {Error} in Route 53's words, where the target is not in the zone that is said to have it. */
export function assertTargetZone(
  { DNSName, HostedZoneId }: AliasTarget,
  type: string,
  own: OwnZone,
): void {
  const target = hostName(DNSName);
  const region = LOAD_BALANCER.exec(target)?.[1];
  const isThere =
    region === undefined
      ? OF_AWS.test(target) ||
        (HostedZoneId === own.id && liesWithin(target, own.name) && own.isRecord(target))
      : HostedZoneId === loadBalancerZone(region);
  if (isThere) return;
  const alias = `Tried to create an alias that targets ${target}., type ${type} in zone ${HostedZoneId}`;
  throw new Error(
    `[${alias}, but the alias target name does not lie within the target zone, ${alias}, but that ` +
      'target was not found]',
  );
}

/** Whether a host name is a zone's name, or below it. A zone that is not here may have any. */
export function liesWithin(name: string, zone: string | undefined): boolean {
  return zone === undefined || `.${hostName(name)}`.endsWith(`.${hostName(zone)}`);
}
