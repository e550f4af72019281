/**
 * Checks that the target of an alias is in its `HostedZoneId`: a load balancer in the hosted zone
 * of its Region's load balancers, or another record in the zone of the alias.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
 */
import { loadBalancerZone } from '../elasticloadbalancing/hosted-zones';
import { hostName } from './host-name';

const LOAD_BALANCER = /\.([a-z0-9-]+)\.elb\.amazonaws\.com$/;

/** The domain of other services' targets, of which the sandbox emulates interface endpoints. */
const OF_AWS = /\.(amazonaws\.com|cloudfront\.net|awsglobalaccelerator\.com|on\.aws)$/;

export interface AliasTarget {
  readonly DNSName: string;
  readonly HostedZoneId: string;
}

/** The hosted zone of the alias: its ID, and its name if the zone is here. */
export interface OwnZone {
  readonly id: string;
  readonly name: string | undefined;
  /** Returns whether a name has a record that an alias can refer to. */
  readonly isRecord: (name: string) => boolean;
}

/** @throws {Error} with Route 53's message, when the target is not in the zone. */
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

/** Returns whether a host name is a zone's name, or below it; true for an unknown zone. */
export function liesWithin(name: string, zone: string | undefined): boolean {
  return zone === undefined || `.${hostName(name)}`.endsWith(`.${hostName(zone)}`);
}
