/** Where policies are evaluated. */
import type { EnforcementPoint } from '../enforcement-point';

export const policyPoints: readonly EnforcementPoint[] = [
  {
    name: 'a deny wins over every allow',
    file: 'policy/src/policy.ts',
    enforcedBy: 'Policy.evaluate',
    cases: [
      'keeps out a call through an endpoint that the policy does not name',
      'keeps out exactly the endpoint that a mistaken deny names',
      'compares the endpoint in the right case',
      'lets a deny win over an allow of the same call',
    ],
  },
  {
    name: 'nothing is allowed that no statement allows',
    file: 'policy/src/policy.ts',
    enforcedBy: 'Policy.evaluate',
    cases: [
      'keeps everybody out where only a deny is left',
      'allows no call by an allow for another action',
    ],
  },
  {
    name: 'a statement is for its actions',
    file: 'policy/src/statement.ts',
    enforcedBy: 'Statement.appliesTo',
    cases: [
      'allows no call by an allow for another action',
      'is not invoked by a permission for another action',
    ],
  },
  {
    name: 'a statement is for its principals',
    file: 'policy/src/statement.ts',
    enforcedBy: 'Statement.appliesTo',
    cases: [
      'allows no caller without a signature by an allow for an account',
      'is not invoked by a permission for another service',
    ],
  },
  {
    name: 'a statement is for its resources',
    file: 'policy/src/statement.ts',
    enforcedBy: 'Statement.appliesTo',
    cases: [
      'allows no call by an allow for another path',
      'allows no call by an allow for another stage',
      'allows no order by an allow for reading',
    ],
  },
  {
    name: 'a statement is for its conditions',
    file: 'policy/src/statement.ts',
    enforcedBy: 'Statement.appliesTo',
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
    enforcedBy: 'equal',
    cases: ['compares the endpoint in the right case'],
  },
  {
    name: 'a private API is called only as its policy allows',
    file: 'front-doors/src/https/resource-policy-hop.ts',
    enforcedBy: 'decidedByKind',
    cases: [
      'keeps out a call through an endpoint that the policy does not name',
      'keeps everybody out where only a deny is left',
      'lets a deny win over an allow of the same call',
      'lets in nobody of an account that the API does not name',
      'lets in nobody of another account without a policy of the own',
    ],
  },
  {
    name: 'a private API is not deployed without a policy',
    file: 'services/src/apigateway/rest-api.ts',
    enforcedBy: 'RestApi.createDeployment',
    cases: ['deploys no private API without a resource policy'],
  },
];
