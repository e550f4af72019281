/** What the tests of services share: orders in memory, and requests to their calls. */
export {
  inMemoryOrders,
  orderOf,
  request,
  type Answer,
  type InMemoryOrders,
  type OrderChanges,
} from './own-calls';
export { cancelSoup, food, soup, tooLate } from './samples';
