/** Powertools' idempotency with a separate table, as middy middleware. */
import { IdempotencyConfig } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { makeHandlerIdempotent } from '@aws-lambda-powertools/idempotency/middleware';

export function idempotent(handler) {
  return handler.use(
    makeHandlerIdempotent({
      persistenceStore: new DynamoDBPersistenceLayer({ tableName: 'idempotency' }),
      config: new IdempotencyConfig({ eventKeyJmesPath: 'headers."Idempotency-Key"' }),
    }),
  );
}
