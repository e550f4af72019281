/** Orders in DynamoDB: what a stack has to know of the table. */
export { ordersTableSchema } from './table-schema';
