import type { Trace } from './trace';
import { Traces } from './traces';

const requests = (traces: readonly Trace[]) => traces.map(({ request }) => request);

function refused(traces: Traces, request: string): Trace {
  const trace = traces.begin(request);
  trace.refused('method', 'no such method');
  return trace;
}

describe('the traces of a sandbox', () => {
  it('include the last requests, and refused ones for longer', () => {
    const traces = new Traces({ recent: 2, refused: 2 });
    const evicted = refused(traces, 'refused 1');
    const retained = refused(traces, 'refused 2');
    const passed = traces.begin('passed 1');
    refused(traces, 'refused 3');
    traces.begin('passed 2');
    traces.begin('passed 3');
    expect(requests(traces.list())).toEqual(['passed 3', 'passed 2', 'refused 3', 'refused 2']);
    expect(requests(traces.list({ refused: true }))).toEqual(['refused 3', 'refused 2']);
    expect(requests(traces.list({ limit: 1 }))).toEqual(['passed 3']);
    expect(traces.find(retained.requestId)).toBe(retained);
    for (const { requestId, traceId } of [evicted, passed]) {
      expect(traces.find(requestId)).toBeUndefined();
      expect(traces.find(traceId)).toBeUndefined();
    }
  });

  it('can be found by request ID, its prefix, trace ID, and the ID of a call', () => {
    const traces = new Traces();
    const trace = traces.begin('GET food/v1/orders');
    traces.begin('GET beverage/v1/orders');
    const call = traces.begin('dynamodb:Query', `${trace.traceId};Parent=1;Sampled=1`);
    expect(trace.calls).toEqual([call]);
    const root = trace.traceId.replace('Root=', '');
    for (const id of [trace.requestId, trace.requestId.slice(0, 8), call.requestId, root]) {
      expect(traces.find(id)).toBe(trace);
    }
    expect(traces.find(trace.traceId)).toBe(trace);
  });

  it('are not found by an ambiguous or unknown prefix', () => {
    const traces = new Traces();
    traces.begin('GET food/v1/orders');
    traces.begin('GET food/v1/orders');
    for (const id of ['', '-', 'ffffffff-ffff']) expect(traces.find(id)).toBeUndefined();
  });

  it('treat a call of an unknown trace as a separate request', () => {
    const traces = new Traces();
    const trace = traces.begin('dynamodb:Query', 'Root=1-12345678-0123456789abcdef01234567');
    expect(traces.list()).toEqual([trace]);
  });
});
