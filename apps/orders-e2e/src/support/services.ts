/**
 * The services under test, as their callers know them. Written down here a second time on purpose: a test
 * that took names and menus from the code could not tell when the code changes them.
 */

/** An order service: its name is the JSON property of the ordered item, too. */
export interface Service {
  readonly name: string;
  /** What it sells. */
  readonly menu: readonly [string, ...string[]];
}

export const services: readonly [Service, ...Service[]] = [
  { name: 'food', menu: ['pizza', 'hamburger', 'salat'] },
  { name: 'beverage', menu: ['tea', 'coffee', 'water'] },
];
