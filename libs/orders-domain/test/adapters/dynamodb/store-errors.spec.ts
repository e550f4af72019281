import { withTableErrors } from '../../../src/adapters/dynamodb/store-errors';

const failWith = (members: object) => () => Promise.reject(Object.assign(new Error(), members));

describe('withTableErrors', () => {
  it('returns the result of the call', async () => {
    expect(await withTableErrors(() => Promise.resolve(1))).toBe(1);
  });

  // Not against a real socket: Jest's realms make the SDK wrap its own network errors.
  it.each([
    { code: 'EAI_AGAIN' },
    { code: 'ECONNREFUSED' },
    { code: 'ECONNRESET' },
    { code: 'EHOSTUNREACH' },
    { code: 'ENETUNREACH' },
    { code: 'ENOTFOUND' },
    { code: 'EPIPE' },
    { code: 'ETIMEDOUT' },
    { name: 'AbortError' },
    { name: 'InternalServerError' },
    { name: 'LimitExceededException' },
    { name: 'ProvisionedThroughputExceededException' },
    { name: 'ReplicatedWriteConflictException' },
    { name: 'RequestLimitExceeded' },
    { name: 'RequestTimeout' },
    { name: 'ServiceUnavailable' },
    { name: 'ThrottlingException' },
    { name: 'TimeoutError' },
    { name: 'Other', $metadata: { httpStatusCode: 500 } },
  ])('is unavailable on %j, and keeps the cause', async (members) => {
    await expect(withTableErrors(failWith(members))).rejects.toMatchObject({
      code: 'SERVICE.UNAVAILABLE',
      message: 'Orders are temporarily unavailable. Try again soon.',
      cause: members,
    });
  });

  it.each([
    { name: 'AccessDeniedException', $metadata: { httpStatusCode: 499 } },
    { name: 'Other', $metadata: {} },
    { name: undefined },
    { code: 7 },
  ])('rethrows %j', async (members) => {
    await expect(withTableErrors(failWith(members))).rejects.toMatchObject(members);
  });
});
