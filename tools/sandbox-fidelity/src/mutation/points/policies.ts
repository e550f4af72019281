/** Where policies are evaluated. */
import type { EnforcementPoint } from '../enforcement-point';

const STATEMENT = 'policy/src/statement.ts';
const POLICY = 'policy/src/policy.ts';

export const policyPoints: readonly EnforcementPoint[] = [
  {
    name: 'a deny wins over every allow',
    file: POLICY,
    snippet: 'if (isDeny) return deny;',
    replacement: 'if (isDeny) continue;',
    cases: [
      'keeps out a call through an endpoint that the policy does not name',
      'keeps out exactly the endpoint that a mistaken deny names',
      'compares the endpoint in the right case',
      'lets a deny win over an allow of the same call',
    ],
  },
  {
    name: 'nothing is allowed that no statement allows',
    file: POLICY,
    snippet: 'let decision = IMPLICIT_DENY;',
    replacement: "let decision: Decision = { effect: 'allow', grant: 'role' };",
    cases: [
      'keeps everybody out where only a deny is left',
      'allows no call by an allow for another action',
      'allows no call by an allow for another endpoint',
    ],
  },
  {
    name: 'a statement is for its actions',
    file: STATEMENT,
    snippet: 'if (!this.action(request.action, request)) return undefined;',
    replacement: '',
    cases: [
      'allows no call by an allow for another action',
      'is not invoked by a permission for another action',
    ],
  },
  {
    name: 'a statement is for its principals',
    file: STATEMENT,
    snippet: 'const grant = this.principal(request.principal);',
    replacement: "const grant = this.principal(request.principal) ?? 'direct';",
    cases: [
      'allows no caller without a signature by an allow for an account',
      'is not invoked by a permission for another service',
    ],
  },
  {
    name: 'a statement is for its resources',
    file: STATEMENT,
    snippet: '|| !this.resource(request.resource, request)) return undefined;',
    replacement: ') return undefined;',
    cases: [
      'allows no call by an allow for another path',
      'allows no call by an allow for another stage',
      'allows no order by an allow for reading',
    ],
  },
  {
    name: 'a statement is for its conditions',
    file: STATEMENT,
    snippet:
      'for (const condition of this.conditions) if (!condition.holds(request)) return undefined;',
    replacement: '',
    cases: [
      'allows no call by an allow for another endpoint',
      'is not invoked by a permission for another API',
      'is not invoked by a permission for another stage',
      'is not invoked by a permission for another method',
      'is not invoked by a permission for another path',
      'is not invoked by a permission for APIs of another account',
    ],
  },
  {
    name: 'texts are equal only in the same case',
    file: 'policy/src/condition-operators.ts',
    snippet: 'actual === plain,',
    replacement: 'actual.toLowerCase() === plain.toLowerCase(),',
    cases: ['compares the endpoint in the right case'],
  },
  {
    name: 'a private API is called only as its policy allows',
    file: 'front-doors/src/https/resource-policy-hop.ts',
    snippet: "if (effect === 'allow') return",
    replacement: 'if (effect) return',
    cases: [
      'keeps out a call through an endpoint that the policy does not name',
      'keeps everybody out where only a deny is left',
      'lets a deny win over an allow of the same call',
    ],
  },
  {
    name: 'a private API is not deployed without a policy',
    file: 'services/src/apigateway/rest-api.ts',
    snippet: 'if (isPrivate && snapshot.policyDocument === undefined) {',
    replacement: 'if (false) {',
    cases: ['deploys no private API without a resource policy'],
  },
];
