/** Route 53's private hosted zones of one account. */
export class Route53 {
  private readonly zones = new Map<string, string>();
  private readonly aliases = new Map<string, string>();

  putHostedZone(id: string, name: string): void {
    this.zones.set(id, withoutDot(name));
  }

  deleteHostedZone(id: string): void {
    this.zones.delete(id);
  }

  /** @param target the DNS name that the alias record points to. */
  putAlias(name: string, target: string): void {
    this.aliases.set(
      withoutDot(name).toLowerCase(),
      withoutDot(target).replace(/^dualstack\./, ''),
    );
  }

  deleteAlias(name: string): void {
    this.aliases.delete(withoutDot(name).toLowerCase());
  }

  /** The DNS name that a host name is an alias of. */
  resolve(hostName: string): string | undefined {
    return this.aliases.get(hostName.toLowerCase());
  }

  get hostNames(): readonly string[] {
    return [...this.aliases.keys()];
  }

  get zoneNames(): readonly string[] {
    return [...this.zones.values()];
  }
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, '');
}
