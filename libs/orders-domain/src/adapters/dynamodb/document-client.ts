/** The DynamoDB client, with a time budget that ends before the function's timeout of 10 s. */
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Attempts of one call, with backoff and jitter in between. */
const maxAttempts = 3;

/** A warm call takes a few milliseconds: beyond these limits it is better to replace the connection. */
const attemptTimeouts = {
  connectionTimeout: 500,
  requestTimeout: 2_000,
  // Without it the SDK only warns about a request that takes too long.
  throwOnRequestTimeout: true,
};

/** Maximum milliseconds for one operation of the store: attempts, backoff and further pages. */
export const operationBudgetMs = 7_500;

/**
 * Starts an operation's budget. Returns a function that creates a signal for the remaining time, one for each
 * call of the operation: Node.js warns about a signal with more than ten listeners, as the shards' queries
 * would add.
 */
export function startBudget(): () => AbortSignal {
  const deadline = performance.now() + operationBudgetMs;
  return () => AbortSignal.timeout(Math.max(0, Math.ceil(deadline - performance.now())));
}

/**
 * Returns a client for one execution environment; endpoint, Region and credentials come from the SDK's
 * default sources.
 */
export function createDocumentClient(overrides: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(
    new DynamoDBClient({ maxAttempts, requestHandler: attemptTimeouts, ...overrides }),
  );
}
