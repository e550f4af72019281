/** Route 53's private hosted zones of one account. */
interface AliasRecord {
  /** The ID of its zone, or its name. */
  readonly zone: string;
  readonly name: string;
  readonly target: string;
}

/** A private hosted zone. */
interface HostedZone {
  readonly name: string;
  /** The VPCs whose clients its names resolve for. */
  readonly vpcIds: readonly string[];
}

export class Route53 {
  private readonly zones = new Map<string, HostedZone>();
  /** By the zone and name of each: a name may be in several zones. */
  private readonly aliases = new Map<string, AliasRecord>();

  putHostedZone(id: string, name: string, vpcIds: readonly string[]): void {
    this.zones.set(id, { name: withoutDot(name), vpcIds });
  }

  deleteHostedZone(id: string): void {
    this.zones.delete(id);
  }

  /**
   * @param zone its ID, or its name.
   * @param target the DNS name that the alias record points to.
   * @throws {Error} when the name does not lie in the zone.
   */
  putAlias(zone: string, name: string, target: string): void {
    const zoneName = this.zones.get(zone)?.name;
    if (zoneName !== undefined && !`.${hostName(name)}`.endsWith(`.${hostName(zoneName)}`)) {
      throw new Error(
        `[RRSet with DNS name ${hostName(name)}. is not permitted in zone ${hostName(zoneName)}.]`,
      );
    }
    const record = {
      zone,
      name: hostName(name),
      target: withoutDot(target).replace(/^dualstack\./, ''),
    };
    this.aliases.set(keyOf(zone, name), record);
  }

  deleteAlias(zone: string, name: string): void {
    this.aliases.delete(keyOf(zone, name));
  }

  /**
   * Returns the DNS name that a host name is an alias of: of several records, the latest one's.
   *
   * @param vpcId the network that asks. @default any: records of all zones count
   */
  resolve(name: string, vpcId?: string): string | undefined {
    const records = [...this.aliases.values()].filter(
      (record) => vpcId === undefined || this.zone(record.zone)?.vpcIds.includes(vpcId),
    );
    return records.findLast((record) => record.name === hostName(name))?.target;
  }

  /** @param zone its ID, or its name. */
  private zone(zone: string): HostedZone | undefined {
    const byName = () => [...this.zones.values()].find(({ name }) => hostName(name) === zone);
    return this.zones.get(zone) ?? byName();
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

/** Returns a DNS name as it is compared: its case and the dot at its end don't count. */
export function hostName(name: string): string {
  return withoutDot(name).toLowerCase();
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, '');
}
