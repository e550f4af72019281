/**
 * A server that returns prepared responses in DynamoDB's wire format, for errors that a local database does
 * not have.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { toItem } from '../../src/adapters/dynamodb/stored-order';
import type { Order } from '../../src/domain/order';
import { loopbackClient } from './local-dynamodb';

/** A response, or `lost`: the request arrives, but the response does not. */
export type ScriptedAnswer = 'lost' | { readonly status: number; readonly body: unknown };

/** Returns an error in DynamoDB's wire format. */
export function dynamoError(name: string, status = 400, members: object = {}): ScriptedAnswer {
  const body = { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name, ...members };
  return { status, body };
}

/** Returns an order as an item in DynamoDB's wire format. */
export function wireItem(order: Order): object {
  return Object.fromEntries(
    Object.entries(toItem(order, 4)).map(([name, value]) => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: String(value) },
    ]),
  );
}

/** Runs a test with a server that responds to each request with the next of `answers`. */
export async function withScriptedDynamoDb<T>(
  answers: readonly ScriptedAnswer[],
  test: (client: DynamoDBDocumentClient, requests: unknown[]) => Promise<T>,
): Promise<T> {
  const requests: unknown[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = answers[requests.length] ?? 'lost';
      requests.push(JSON.parse(Buffer.concat(chunks).toString()));
      if (answer === 'lost') return request.socket.destroy();
      response.writeHead(answer.status, { 'Content-Type': 'application/x-amz-json-1.0' });
      return response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = loopbackClient(
    (server.address() as AddressInfo).port,
    Math.max(1, answers.length),
  );
  try {
    return await test(client, requests);
  } finally {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}
