/** The schema of the orders table, for the stack that creates it. */
export { ordersTableSchema } from './table-schema';
