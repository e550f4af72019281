import { Policy } from '@sandbox/policy';
import { compiled } from './compiled';
import { interpret, interpretable } from './interpreter';
import { orderDecisions, type OrderDecision } from './order-decisions';
import { synthesizedApps, synthesizedStack } from './synthesized-stacks';
import { policiesOf } from './template-policies';

const consumer = synthesizedStack('consumer-infra');
const service = synthesizedStack('food-service');

describe.each(synthesizedApps())('the stack of %s', (app) => {
  const stack = synthesizedStack(app);

  it('has only policies that the sandbox supports', () => {
    for (const { document, where, type } of policiesOf(stack)) {
      expect(() => new Policy(document, where, type)).not.toThrow();
    }
  });

  it('has no policy that the benchmark does not read', () => {
    const written = JSON.stringify(stack.template).match(/"Statement":/g) ?? [];
    expect(written.length).toBeGreaterThan(0);
    expect(policiesOf(stack)).toHaveLength(written.length);
  });
});

/** Returns the decision with changes to its request. */
function changed(decision: OrderDecision, change: object): OrderDecision {
  return { ...decision, request: () => ({ ...decision.request(), ...change }) };
}

describe('the decisions of an order', () => {
  const [invokeApi, invokeFunction, writeOrder] = orderDecisions(consumer, service);

  it.each([
    ['the order itself', orderDecisions(consumer, service), 'allow'],
    [
      'another endpoint',
      [changed(invokeApi, { context: new Map([['aws:sourcevpce', 'vpce-1']]) })],
      'explicitDeny',
    ],
    [
      'an API of an account that the endpoint does not lead to',
      [changed(invokeApi, { resource: 'arn:aws:execute-api:eu-central-1:444444444444:a/v1' })],
      'implicitDeny',
    ],
    [
      'another service',
      [changed(invokeFunction, { principal: { kind: 'anonymous' } })],
      'implicitDeny',
    ],
    ['another action', [changed(writeOrder, { action: 'dynamodb:DeleteItem' })], 'implicitDeny'],
  ])('are the same compiled and interpreted: %s', (_name, decisions, expected) => {
    for (const decision of decisions) {
      expect(compiled(decision)()).toBe(expected);
      expect(interpret(interpretable(decision))).toBe(expected);
    }
  });
});
