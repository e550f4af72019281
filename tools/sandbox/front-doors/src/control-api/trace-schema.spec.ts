import { Trace } from '@sandbox/kernel/trace';
import { traceSchema } from './trace-schema';

it('parses the description of a trace', () => {
  const trace = new Trace('GET food/v1/orders');
  const checks = [{ name: 'host name', expected: 'a', actual: 'b', holds: false }];
  trace.refused('load balancer', 'no rule', {
    kind: 'rule',
    rule: 'host-header a',
    constructPaths: ['consumer/Alb'],
    checks,
  });
  new Trace('dynamodb:Query', trace).passed('method', 'allowed');
  trace.answered(404);
  const sent: unknown = JSON.parse(JSON.stringify(trace.describe()));
  expect(traceSchema.parse(sent)).toEqual(sent);
});
