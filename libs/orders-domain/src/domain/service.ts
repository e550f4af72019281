/** A service is data: a name and a menu. Everything else about orders is the same for all of them. */

/** What one order service sells; build it with {@link defineService}. */
export interface ServiceDefinition<Name extends string = string, Item extends string = string> {
  /** Names the service, its host, and the JSON property that holds the ordered item. */
  readonly name: Name;
  /** The menu: never empty, no item twice. */
  readonly items: readonly Item[];
  /**
   * The contract's version, as `major.minor.patch`. Another major says that callers have to change.
   * @default the version that all services share
   */
  readonly version?: string;
}

const namePattern = /^[a-z][a-z0-9-]{1,30}$/;
const itemPattern = /^[a-z][a-z0-9-]{0,62}$/;
const versionPattern = /^\d+\.\d+\.\d+$/;

/**
 * Checks a service's data where it is written, so that a bad menu fails at synthesis and not at an order.
 * @throws Error naming the limit and the value
 */
export function defineService<const Name extends string, const Item extends string>(
  definition: ServiceDefinition<Name, Item>,
): ServiceDefinition<Name, Item> {
  const { name, items, version } = definition;
  if (!namePattern.test(name)) {
    throw new Error(`service name must match ${namePattern.source}, got "${name}"`);
  }
  if (items.length === 0) throw new Error(`service "${name}" must have at least one item`);
  for (const item of items) {
    if (!itemPattern.test(item)) {
      throw new Error(`item of service "${name}" must match ${itemPattern.source}, got "${item}"`);
    }
  }
  const twice = items.find((item, index) => items.indexOf(item) !== index);
  if (twice !== undefined) throw new Error(`service "${name}" lists the item "${twice}" twice`);
  if (version !== undefined && !versionPattern.test(version)) {
    throw new Error(`version of service "${name}" must be like 1.0.0, got "${version}"`);
  }
  return Object.freeze({
    name,
    items: Object.freeze([...items]),
    ...(version !== undefined && { version }),
  });
}
