/** Orders in DynamoDB. */
export * from './table-schema';
