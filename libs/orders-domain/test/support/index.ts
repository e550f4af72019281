/** Helpers for tests of services: orders in memory, and requests to operations. */
export {
  inMemoryOrders,
  orderOf,
  request,
  type Answer,
  type InMemoryOrders,
  type OrderChanges,
} from './own-calls';
export { cancelSoup, food, soup, tooLate } from './samples';
