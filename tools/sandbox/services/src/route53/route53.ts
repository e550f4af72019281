/** Route 53 of one account: private hosted zones. */
import { assertTargetZone, liesWithin, type AliasTarget } from './alias-target';
import { hostName, withoutDot } from './host-name';

interface AliasRecord {
  /** The ID of its zone, or its name. */
  readonly zone: string;
  readonly name: string;
  readonly target: string;
}

/** A private hosted zone. */
interface HostedZone {
  readonly name: string;
  /** The VPCs in which its names resolve. */
  readonly vpcIds: readonly string[];
}

export class Route53 {
  private readonly zones = new Map<string, HostedZone>();
  /** By zone and name, since a name may be in several zones. */
  private readonly aliases = new Map<string, AliasRecord>();

  putHostedZone(id: string, name: string, vpcIds: readonly string[]): void {
    this.zones.set(id, { name: withoutDot(name), vpcIds });
  }

  /** @throws {Error} when the account has no zone with that ID. */
  assertZone(id: string): void {
    if (!this.zones.has(id)) throw new Error(`No hosted zone found with ID: ${id}`);
  }

  deleteHostedZone(id: string): void {
    this.zones.delete(id);
  }

  /**
   * @param zone the zone's ID or name.
   * @throws {Error} when the name is not in the zone, or the target not in its hosted zone.
   */
  putAlias(zone: string, name: string, target: AliasTarget): void {
    const zoneName = this.zone(zone)?.name;
    if (zoneName !== undefined && !liesWithin(name, zoneName)) {
      throw new Error(
        `[RRSet with DNS name ${hostName(name)}. is not permitted in zone ${hostName(zoneName)}.]`,
      );
    }
    const isRecord = (target: string) => this.hasOtherTarget(target, hostName(name));
    assertTargetZone(target, 'A', { id: this.idOf(zone), name: zoneName, isRecord });
    const record = {
      zone,
      name: hostName(name),
      target: withoutDot(target.DNSName).replace(/^dualstack\./, ''),
    };
    this.aliases.set(keyOf(zone, name), record);
  }

  deleteAlias(zone: string, name: string): void {
    this.aliases.delete(keyOf(zone, name));
  }

  /**
   * Returns the DNS name at the end of a chain of aliases; the latest of several records of a name
   * applies.
   *
   * @param vpcId the VPC of the client. @default the records of all zones are used
   */
  resolve(name: string, vpcId?: string): string | undefined {
    const target = this.targetOf(name, vpcId);
    return target === undefined ? undefined : (this.resolve(target, vpcId) ?? target);
  }

  private targetOf(name: string, vpcId?: string): string | undefined {
    const records = [...this.aliases.values()].filter(
      (record) => vpcId === undefined || this.zone(record.zone)?.vpcIds.includes(vpcId),
    );
    return records.findLast((record) => record.name === hostName(name))?.target;
  }

  /** @param zone the zone's ID or name. */
  private zone(zone: string): HostedZone | undefined {
    return this.zones.get(this.idOf(zone));
  }

  /** Returns whether a name has a record that an alias can refer to without a cycle. */
  private hasOtherTarget(name: string, start: string): boolean {
    const target = this.targetOf(name);
    if (target === undefined || name === start || hostName(target) === start) return false;
    return this.targetOf(target) === undefined || this.hasOtherTarget(target, start);
  }

  /** Returns the ID of a zone that may be given by its name. */
  private idOf(zone: string): string {
    const named = [...this.zones].find(([, { name }]) => hostName(name) === hostName(zone));
    return named?.[0] ?? zone;
  }

  get hostNames(): readonly string[] {
    return [...new Set([...this.aliases.values()].map(({ name }) => name))];
  }

  get zoneNames(): readonly string[] {
    return [...this.zones.values()].map(({ name }) => name);
  }
}

function keyOf(zone: string, name: string): string {
  return `${hostName(zone)} ${hostName(name)}`;
}
