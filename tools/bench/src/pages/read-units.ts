/** Records the queries that the function sends for a page, and the read units that they consume. */
import {
  QueryCommand,
  type DynamoDBClient,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { createServer } from 'node:http';
import { closed, listening } from '../functions/stand-in';

/** Returns the queries that a call of the function sends to DynamoDB. */
export async function queriesOf(
  call: (endpoint: string) => Promise<unknown>,
): Promise<readonly QueryCommandInput[]> {
  const queries: QueryCommandInput[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      queries.push(JSON.parse(body) as QueryCommandInput);
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end('{"Items":[],"Count":0,"ScannedCount":0}');
    });
  });
  try {
    await call(await listening(server));
    return queries;
  } finally {
    await closed(server);
  }
}

/** Returns the read units that the queries consume. */
export async function readUnits(
  client: DynamoDBClient,
  TableName: string,
  queries: readonly QueryCommandInput[],
): Promise<number> {
  let units = 0;
  for (const query of queries) {
    const input = { ...query, TableName, ReturnConsumedCapacity: 'TOTAL' } as const;
    const { ConsumedCapacity } = await client.send(new QueryCommand(input));
    units += ConsumedCapacity?.CapacityUnits ?? NaN;
  }
  return units;
}
