/** Route 53's private hosted zones of one account. */
interface AliasRecord {
  readonly name: string;
  readonly target: string;
}

export class Route53 {
  private readonly zones = new Map<string, string>();
  /** By the zone and name of each: a name may be in several zones. */
  private readonly aliases = new Map<string, AliasRecord>();

  putHostedZone(id: string, name: string): void {
    this.zones.set(id, withoutDot(name));
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
    const zoneName = this.zones.get(zone);
    if (zoneName !== undefined && !`.${hostName(name)}`.endsWith(`.${hostName(zoneName)}`)) {
      throw new Error(
        `[RRSet with DNS name ${hostName(name)}. is not permitted in zone ${hostName(zoneName)}.]`,
      );
    }
    const record = {
      name: hostName(name),
      target: withoutDot(target).replace(/^dualstack\./, ''),
    };
    this.aliases.set(keyOf(zone, name), record);
  }

  deleteAlias(zone: string, name: string): void {
    this.aliases.delete(keyOf(zone, name));
  }

  /** The DNS name that a host name is an alias of: of several records, the latest one's. */
  resolve(name: string): string | undefined {
    const records = [...this.aliases.values()];
    return records.findLast((record) => record.name === name.toLowerCase())?.target;
  }

  get hostNames(): readonly string[] {
    return [...new Set([...this.aliases.values()].map(({ name }) => name))];
  }

  get zoneNames(): readonly string[] {
    return [...this.zones.values()];
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
