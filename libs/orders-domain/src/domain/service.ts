/** The definition of a service: its name, its menu, and the custom fields of its orders. */
import * as z from 'zod/mini';
import type { Fields } from './fields';

/** The definition of an order service; create it with {@link defineService}. */
export interface ServiceDefinition<
  Name extends string = string,
  Item extends string = string,
  F extends Fields = Fields,
  S extends Fields = Fields,
> {
  /** The name of the service, of its host, and of the JSON property with the ordered item. */
  readonly name: Name;
  /** The menu: not empty, without duplicates. */
  readonly items: readonly Item[];
  /** Custom fields of an order that the caller sets. */
  readonly fields: F;
  /** Custom fields of an order that operations set later, such as when it was canceled. */
  readonly state: S;
  /**
   * The contract's version, as `major.minor.patch`. A new major version is incompatible.
   * @default the version that all services share
   */
  readonly version?: string;
}

/** The properties of a service. */
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

/** The fields of a service without custom ones. */
const noFields = {};

type NoFields = typeof noFields;

/**
 * Validates and returns a service, so that an invalid menu fails during synthesis.
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
