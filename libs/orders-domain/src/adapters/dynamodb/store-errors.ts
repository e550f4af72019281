/** Distinguishes a busy or unreachable store (worth a retry) from a misconfigured one. */
import * as z from 'zod/mini';
import { OrderError } from '../../domain/errors';

const retryableNames = new Set<string | undefined>([
  'AbortError',
  'InternalServerError',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'ReplicatedWriteConflictException',
  'RequestLimitExceeded',
  'RequestTimeout',
  'ServiceUnavailable',
  'ThrottlingException',
  'TimeoutError',
]);

const networkCodes = new Set<string | undefined>([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

const sdkError = z.object({
  name: z.optional(z.string()),
  code: z.optional(z.string()),
  $metadata: z.optional(z.object({ httpStatusCode: z.optional(z.number()) })),
});

/** Runs a call of the SDK. Maps transient errors to SERVICE.UNAVAILABLE, and rethrows others. */
export async function withTableErrors<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!isPassing(error)) throw error;
    throw new OrderError(
      'SERVICE.UNAVAILABLE',
      'Orders are temporarily unavailable. Try again soon.',
      { cause: error },
    );
  }
}

function isPassing(error: unknown): boolean {
  const parsed = z.safeParse(sdkError, error);
  if (!parsed.success) return false;
  const { name, code, $metadata } = parsed.data;
  return (
    retryableNames.has(name) || networkCodes.has(code) || ($metadata?.httpStatusCode ?? 0) >= 500
  );
}
