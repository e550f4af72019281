import { deferredDecision } from '@sandbox/kernel/decision';
import { Trace } from '@sandbox/kernel/trace';
import { policyDecision } from '../../src/policy-decision';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('a trace', () => {
  it('describes each hop with its decision and duration', () => {
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

  it('evaluates decisions only on demand', () => {
    const trace = new Trace('GET food/v1/orders');
    const decide = jest.fn(() => ({ kind: 'rule' as const, rule: 'late', constructPaths: [] }));
    trace.passed('method', 'GET /orders', decide);
    trace.answered(200);
    trace.summary();
    expect(decide).not.toHaveBeenCalled();
    expect(trace.describe().hops[0]?.decision).toMatchObject({ rule: 'late' });
  });

  it('is refused if one of its calls is, by the hop of the call', () => {
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

  it('passes without a refusal, and has no status before the response', () => {
    const trace = new Trace('GET food/v1/orders');
    trace.passed('method', 'GET /orders');
    expect(trace.summary()).toMatchObject({ outcome: 'passed' });
    expect(trace.summary()).not.toHaveProperty('status');
  });

  it('limits texts to one line without control characters', () => {
    const trace = new Trace(`GET food/${'x'.repeat(100_000)}`);
    trace.refused('method', `the API has no \u001b[31m\u009b\u202e\n${'y'.repeat(100_000)}`);
    expect(Buffer.byteLength(trace.request)).toBe(512);
    const { detail = '' } = trace.refusal ?? {};
    expect(detail).toMatch(/^the API has no \\u\{1b\}\[31m\\u\{9b\}\\u\{202e\}\\u\{a\}y+…$/);
    expect(Buffer.byteLength(detail)).toBe(1024);
  });

  it('has an internal error with its location in the code', () => {
    const trace = new Trace('GET food/v1/orders');
    trace.failed(new RangeError('Maximum call stack size exceeded'));
    expect(trace.refusal).toMatchObject({ name: 'internal error' });
    expect(trace.refusal?.detail).toMatch(
      /^RangeError: Maximum call stack size exceeded at .*trace\.spec\.ts/,
    );
    trace.failed('no error at all');
  });
});

describe('a large trace', () => {
  const size = (trace: Trace) => JSON.stringify(trace.describe()).length;

  it('omits calls, and counts them', () => {
    const trace = new Trace('GET food/v1/orders');
    for (let count = 0; count < 10_000; count++) {
      new Trace('dynamodb:Query', trace).passed('role policy', 'allowed'.repeat(20));
    }
    expect(trace.calls.length).toBeGreaterThan(20);
    expect(trace.calls.length + trace.describe().omitted).toBeGreaterThanOrEqual(10_000);
    expect(size(trace)).toBeLessThan(128 * 1024);
  });

  it('is refused by an omitted call', () => {
    const trace = new Trace('GET food/v1/orders');
    for (let count = 0; count < 1_000; count++) new Trace('dynamodb:Query', trace);
    new Trace('dynamodb:Scan', trace).refused('role policy', 'the cause');
    trace.refused('integration', 'the function failed');
    expect(trace.refusal?.detail).toBe('the cause');
  });

  it('omits hops, but never the refusal', () => {
    const trace = new Trace('dynamodb:BatchGetItem');
    for (let count = 0; count < 10_000; count++) trace.passed('role policy', 'allowed');
    trace.refused('role policy', 'not this table');
    expect(trace.refusal?.detail).toBe('not this table');
    expect(size(trace)).toBeLessThan(128 * 1024);
  });

  it('omits what a decision would retain', () => {
    const trace = new Trace('dynamodb:Query');
    const held = 'x'.repeat(1_000_000);
    const rule = { kind: 'rule', rule: held, constructPaths: [] } as const;
    const checks = [{ name: 'host name', expected: 'food', actual: held, holds: false }];
    trace.passed('method', 'eager', rule);
    trace.passed('load balancer', 'checks', { ...rule, rule: '', checks });
    trace.passed(
      'load balancer',
      'late',
      deferredDecision(held.length, () => rule),
    );
    const context = new Map([['dynamodb:leadingkeys', ['a', held]]]);
    const request = {
      principal: { kind: 'anonymous' },
      action: 'a',
      resource: 'r',
      context,
    } as const;
    trace.refused('resource policy', 'policies', policyDecision(request, { resourceAccount: '1' }));
    expect(size(trace)).toBeLessThan(2 * 1024);
    expect(trace.refusal?.detail).toBe('policies');
  });
});
