/** A service is data: a name, a menu, and what its orders have beyond every service's. */
import * as z from 'zod/mini';
import type { Fields } from './fields';

/** What one order service sells; build it with {@link defineService}. */
export interface ServiceDefinition<
  Name extends string = string,
  Item extends string = string,
  F extends Fields = Fields,
  S extends Fields = Fields,
> {
  /** Names the service, its host, and the JSON property that holds the ordered item. */
  readonly name: Name;
  /** The menu: never empty, no item twice. */
  readonly items: readonly Item[];
  /** What a caller may say about an order, beyond name and item. */
  readonly fields: F;
  /** What calls of the service's own write into an order later, such as when it was canceled. */
  readonly state: S;
  /**
   * The contract's version, as `major.minor.patch`. Another major says that callers have to change.
   * @default the version that all services share
   */
  readonly version?: string;
}

/** A service as its team writes it down. */
export interface ServiceProps<
  Name extends string,
  Item extends string,
  F extends Fields,
  S extends Fields,
> extends Pick<ServiceDefinition<Name, Item>, 'name' | 'items' | 'version'> {
  /** @default none */
  readonly fields?: F;
  /** @default none */
  readonly state?: S;
}

const namePattern = /^[a-z][a-z0-9-]{1,30}$/;
const itemPattern = /^[a-z][a-z0-9-]{0,62}$/;
const fieldPattern = /^[a-z][A-Za-z0-9]{0,62}$/;
const versionPattern = /^\d+\.\d+\.\d+$/;

/** Names in an order's body or its item that every service uses. */
const usedNames = new Set([
  'orderId',
  'orderDate',
  'createdAt',
  'fullName',
  'item',
  'shard',
  'createdAtOrderId',
]);

/** What a service without fields of its own has. */
const noFields = {};

type NoFields = typeof noFields;

/**
 * Checks a service's data where it is written, so that a bad menu fails at synthesis and not at an order.
 * @throws Error naming the limit and the value
 */
export function defineService<
  const Name extends string,
  const Item extends string,
  F extends Fields = NoFields,
  S extends Fields = NoFields,
>(props: ServiceProps<Name, Item, F, S>): ServiceDefinition<Name, Item, F, S> {
  const { name, items, version } = props;
  const fields = props.fields ?? (noFields as F);
  const state = props.state ?? (noFields as S);
  if (!namePattern.test(name)) {
    throw new Error(`service name must match ${namePattern.source}, got "${name}"`);
  }
  checkMenu(name, items);
  checkFields(name, fields, new Set([...usedNames, name]));
  checkFields(name, state, new Set([...usedNames, name, ...Object.keys(fields)]));
  if (version !== undefined && !versionPattern.test(version)) {
    throw new Error(`version of service "${name}" must have the form 1.0.0, got "${version}"`);
  }
  return Object.freeze({
    name,
    items: Object.freeze([...items]),
    fields: Object.freeze({ ...fields }),
    state: Object.freeze({ ...state }),
    ...(version !== undefined && { version }),
  });
}

function checkMenu(service: string, items: readonly string[]): void {
  if (items.length === 0) throw new Error(`service "${service}" must have at least one item`);
  for (const item of items) {
    if (!itemPattern.test(item)) {
      throw new Error(
        `item of service "${service}" must match ${itemPattern.source}, got "${item}"`,
      );
    }
  }
  const twice = items.find((item, index) => items.indexOf(item) !== index);
  if (twice !== undefined) throw new Error(`service "${service}" lists the item "${twice}" twice`);
}

function checkFields(service: string, fields: Fields, used: ReadonlySet<string>): void {
  for (const [field, schema] of Object.entries(fields)) {
    const what = `field "${field}" of service "${service}"`;
    if (!fieldPattern.test(field)) {
      throw new Error(`${what} must have a name that matches ${fieldPattern.source}`);
    }
    if (used.has(field)) throw new Error(`${what} has a name that orders already use`);
    if (!z.safeParse(schema, undefined).success) {
      throw new Error(
        `${what} must be optional or have a default: orders stored before it have no value for it`,
      );
    }
  }
}
