import { Trace } from './trace';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('a trace', () => {
  it('describes each hop with what decided it, and how long it took', () => {
    const trace = new Trace('GET food/v1/orders');
    const decision = { kind: 'rule', rule: 'the only one', constructPaths: ['food/Api'] } as const;
    trace.passed('Route 53', 'an alias');
    trace.refused('load balancer', 'no rule', decision);
    trace.answered(404);
    const described = trace.describe();
    expect(described).toMatchObject({
      requestId: expect.stringMatching(uuid) as string,
      traceId: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/) as string,
      request: 'GET food/v1/orders',
      status: 404,
      outcome: 'refused',
      hops: [
        { name: 'Route 53', outcome: 'passed', detail: 'an alias' },
        { name: 'load balancer', outcome: 'refused', detail: 'no rule', decision },
      ],
      calls: [],
    });
    const [first, second] = described.hops;
    expect(second?.ms).toBeCloseTo((second?.at ?? 0) - (first?.at ?? 0), 2);
    expect(described.ms).toBeGreaterThanOrEqual(second?.at ?? Infinity);
    expect(first?.decision).toBeUndefined();
  });

  it('finds out what decided only when somebody asks', () => {
    const trace = new Trace('GET food/v1/orders');
    const decide = jest.fn(() => ({ kind: 'rule' as const, rule: 'late', constructPaths: [] }));
    trace.passed('method', 'GET /orders', decide);
    trace.answered(200);
    trace.summary();
    expect(decide).not.toHaveBeenCalled();
    expect(trace.describe().hops[0]?.decision).toMatchObject({ rule: 'late' });
  });

  it('is refused where one of its calls is, by what the call met', () => {
    const trace = new Trace('GET food/v1/orders');
    new Trace('dynamodb:DescribeTable', trace).passed('method', 'allowed');
    new Trace('dynamodb:Query', trace).refused('resource policy', 'the cause');
    trace.refused('integration', 'the function failed');
    expect(trace.refusal?.detail).toBe('the cause');
    expect(trace.describe()).toMatchObject({
      outcome: 'refused',
      calls: [
        { request: 'dynamodb:DescribeTable', outcome: 'passed', traceId: trace.traceId },
        { request: 'dynamodb:Query', outcome: 'refused', traceId: trace.traceId },
      ],
    });
  });

  it('passes where nothing refused it, and has no status before it is answered', () => {
    const trace = new Trace('GET food/v1/orders');
    trace.passed('method', 'GET /orders');
    expect(trace.summary()).toMatchObject({ outcome: 'passed' });
    expect(trace.summary()).not.toHaveProperty('status');
  });
});
