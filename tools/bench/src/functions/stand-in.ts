/**
 * Stands in for DynamoDB while functions are measured: it responds to each call immediately with DynamoDB's
 * response, so that only the function takes time.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Creation time of the newest order. */
const NEWEST = Date.UTC(2026, 10, 22, 12);

export interface StandIn {
  readonly url: string;
  /** Returns the number of requests so far. */
  readonly answered: () => number;
  readonly stop: () => Promise<void>;
}

/** @param shardCount number of shards that listed orders are spread over */
export async function startStandIn(shardCount: number): Promise<StandIn> {
  let answered = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const body = answerOf(operation, Buffer.concat(chunks).toString(), shardCount);
      answered += 1;
      response.writeHead(200, {
        'content-type': 'application/x-amz-json-1.0',
        'content-length': Buffer.byteLength(body),
        'x-amzn-requestid': 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGHIJKLMNOP',
      });
      response.end(body);
    });
  });
  return { url: await listening(server), answered: () => answered, stop: () => closed(server) };
}

/** Listens on a free loopback port, and returns the URL. */
export async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

const pages = new Map<string, string>();

function answerOf(operation: string, body: string, shardCount: number): string {
  if (operation === 'GetItem') return JSON.stringify({ Item: itemOf(0, 0, shardCount) });
  if (operation !== 'Query') return '{}';
  const { ExpressionAttributeValues: values, Limit: limit } = JSON.parse(body) as {
    readonly ExpressionAttributeValues: { readonly ':shard': { readonly N: string } };
    readonly Limit: number;
  };
  const shard = Number(values[':shard'].N);
  const key = `${shard} ${limit}`;
  const page = pages.get(key) ?? pageOf(shard, limit, shardCount);
  pages.set(key, page);
  return page;
}

function pageOf(shard: number, limit: number, shardCount: number): string {
  const items = Array.from({ length: limit }, (_, index) => itemOf(shard, index, shardCount));
  const last = items.at(-1);
  const LastEvaluatedKey = last && {
    orderId: last.orderId,
    shard: last.shard,
    createdAtOrderId: last.createdAtOrderId,
  };
  return JSON.stringify({ Items: items, Count: limit, ScannedCount: limit, LastEvaluatedKey });
}

/** Returns the order at an index of a shard. Orders are distributed round-robin over the shards. */
function itemOf(shard: number, index: number, shardCount: number) {
  const at = NEWEST - (index * shardCount + shard) * 1000;
  const createdAt = new Date(at).toISOString();
  const orderId = `${at.toString(16)}${'0'.repeat(32)}`.slice(0, 32);
  return {
    orderId: { S: orderId },
    orderDate: { S: createdAt.slice(0, 10) },
    createdAt: { S: createdAt },
    fullName: { S: 'Ada Lovelace' },
    item: { S: 'pizza' },
    shard: { N: String(shard) },
    createdAtOrderId: { S: `${createdAt}#${orderId}` },
  };
}
