import { heldBytes } from '@sandbox/kernel/decision';
import { explain } from './authorization';
import { policyDecision } from './policy-decision';
import { account, policy, role, table } from './testing/order-policies';

const request = {
  principal: role,
  action: 'dynamodb:PutItem',
  resource: table,
  context: new Map<string, string | string[]>([
    ['aws:sourcevpce', 'vpce-2'],
    ['dynamodb:attributes', ['orderId', 'item']],
  ]),
};
const policies = {
  identity: [policy([{ Effect: 'Allow', Action: '*', Resource: '*' }], 'role', 'identity-based')],
  resourceAccount: account,
};

describe('the decision of policies in a trace', () => {
  it('is explained on demand, with the request in the words of AWS', () => {
    const decision = policyDecision(request, policies);
    if (typeof decision !== 'function') throw new Error('the decision was made too early');
    expect(decision()).toEqual({
      kind: 'policies',
      request: { principal: role.sessionArn, action: request.action, resource: table },
      ...explain(request, policies),
    });
  });

  it('retains resource and values, of two bytes for each character', () => {
    const characters = [table, 'vpce-2', 'orderId', 'item'].join('').length;
    expect(heldBytes(policyDecision(request, policies))).toBe(2 * characters);
  });
});
