/**
 * The services under test, as their callers know them. The duplication is intended: a test that imported
 * names and menus from the code could not detect changes of them.
 */

/** An order service. Its name is also the JSON property of the ordered item. */
export interface Service {
  readonly name: string;
  /** Its menu. */
  readonly menu: readonly [string, ...string[]];
}

export const services: readonly [Service, ...Service[]] = [
  { name: 'food', menu: ['pizza', 'hamburger', 'salat'] },
  { name: 'beverage', menu: ['tea', 'coffee', 'water'] },
];
