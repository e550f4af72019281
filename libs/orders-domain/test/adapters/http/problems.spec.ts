import * as z from 'zod/mini';
import {
  defineProblem,
  problem,
  problemCodes,
  ProblemError,
  problemKindOf,
  problemSchema,
  problemTypeOf,
} from '../../../src/adapters/http/problems';

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

  it('has the ID of its request if it is known', () => {
    const named = problem('ORDER.IDEMPOTENCY_KEY_REUSED', 'Use a new key.', 'id');
    expect(named).toStrictEqual({ ...body, requestId: 'id' });
  });

  it('has a type for each code', () => {
    expect(problemTypeOf('ACCESS.DENIED')).toBe('urn:problem-type:orders:access-denied');
  });

  it('has Retry-After if a retry helps', () => {
    expect(problemKindOf('SERVICE.UNAVAILABLE').retryAfter).toBe(1);
    expect(problemKindOf('ORDER.NOT_FOUND').retryAfter).toBeUndefined();
  });
});

describe('the schema of problems', () => {
  it('has the codes of all services, and no others', () => {
    const codes = problemSchema().shape.code.def.entries;
    expect(Object.keys(codes)).toEqual(problemCodes);
  });

  it('describes each member', () => {
    const { properties = {} } = z.toJSONSchema(problemSchema());
    const undescribed = Object.entries(properties).filter(
      ([, member]) => typeof member === 'boolean' || !member.description,
    );
    expect(undescribed).toEqual([]);
  });
});

describe('a custom problem', () => {
  const tooLate = {
    code: 'ORDER.TOO_LATE',
    status: 409,
    title: 'It is too late',
    detail: 'The kitchen has begun.',
  };

  it('is created like any other', () => {
    expect(problem(defineProblem(tooLate), 'Too late.')).toStrictEqual({
      type: 'urn:problem-type:orders:order-too-late',
      title: 'It is too late',
      status: 409,
      code: 'ORDER.TOO_LATE',
      detail: 'Too late.',
    });
  });

  it.each([400, 599])('may have the status %d', (status) => {
    expect(defineProblem({ ...tooLate, status })).toEqual({ ...tooLate, status });
  });

  it('is thrown as an error with its message', () => {
    const error = new ProblemError(defineProblem(tooLate), 'Too late.');
    expect(String(error)).toBe('ProblemError: Too late.');
  });

  it('is among the problems of its API', () => {
    const body = problem(defineProblem(tooLate), 'Too late.');
    expect(z.safeParse(problemSchema([tooLate.code]), body).success).toBe(true);
    expect(z.safeParse(problemSchema(), body).success).toBe(false);
  });

  it.each([
    [{ code: 'too late' }, 'problem code must have the form ORDER.TOO_LATE, got "too late"'],
    [{ code: 'TOO_LATE' }, 'problem code must have the form ORDER.TOO_LATE'],
    [{ code: 'ORDER.NOT_FOUND' }, 'problem "ORDER.NOT_FOUND" is already defined for every service'],
    [{ status: 399 }, 'got 399'],
    [{ status: 600 }, 'got 600'],
    [{ status: 200 }, 'problem "ORDER.TOO_LATE" must have a status from 400 to 599, got 200'],
    [{ status: 409.5 }, 'got 409.5'],
  ])('rejects %j', (change, message) => {
    expect(() => defineProblem({ ...tooLate, ...change })).toThrow(message);
  });
});
