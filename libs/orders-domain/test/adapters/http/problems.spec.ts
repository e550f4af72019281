import { problem, problemTypeOf, retryAfterOf } from '../../../src/adapters/http/problems';

describe('a problem', () => {
  const body = {
    type: 'urn:problem-type:orders:order-idempotency-key-reused',
    title: 'The Idempotency-Key was used before',
    status: 422,
    code: 'ORDER.IDEMPOTENCY_KEY_REUSED',
    detail: 'Use a new key.',
  };

  it('has type, title and status of its code', () => {
    expect(problem('ORDER.IDEMPOTENCY_KEY_REUSED', 'Use a new key.')).toStrictEqual(body);
  });

  it('names its request where that is known', () => {
    const named = problem('ORDER.IDEMPOTENCY_KEY_REUSED', 'Use a new key.', 'id');
    expect(named).toStrictEqual({ ...body, requestId: 'id' });
  });

  it('has a type of its own for each code', () => {
    expect(problemTypeOf('ACCESS.DENIED')).toBe('urn:problem-type:orders:access-denied');
  });

  it('says when to retry where a retry helps', () => {
    expect(retryAfterOf('SERVICE.UNAVAILABLE')).toBe(1);
    expect(retryAfterOf('ORDER.NOT_FOUND')).toBeUndefined();
  });
});
