/** The DynamoDB client, held to a time budget that ends before the function's own 10 s timeout. */
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Attempts of one call; backoff with jitter lies between them. */
const maxAttempts = 3;

/** A warm call takes a few milliseconds: past these limits the connection is better replaced. */
const attemptTimeouts = {
  connectionTimeout: 500,
  requestTimeout: 2_000,
  // Without it the SDK only warns about a request that takes too long.
  throwOnRequestTimeout: true,
};

/** Milliseconds that one operation of the store may take in all: attempts, backoff, further pages. */
export const operationBudgetMs = 7_500;

/**
 * Starts an operation's budget; each call of the operation takes a signal of what is left of it. A signal
 * each, since Node warns about a signal that more than ten calls listen to, as the shards' queries would.
 */
export function startBudget(): () => AbortSignal {
  const deadline = performance.now() + operationBudgetMs;
  return () => AbortSignal.timeout(Math.max(0, Math.ceil(deadline - performance.now())));
}

/** A client for one execution environment; endpoint, region and credentials come from the SDK's own sources. */
export function createDocumentClient(overrides: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(
    new DynamoDBClient({ maxAttempts, requestHandler: attemptTimeouts, ...overrides }),
  );
}
