/** Where policies are evaluated. */
import type { EnforcementPoint } from '../enforcement-point';

export const policyPoints: readonly EnforcementPoint[] = [
  {
    name: 'a deny takes precedence over every allow',
    file: 'policy/src/policy.ts',
    enforcedBy: 'Policy.evaluate',
    cases: [
      'refuses a call through an endpoint that the policy does not name',
      'refuses the endpoint that a mistaken deny names',
      'compares the endpoint ID case-sensitively',
      'refuses a call that is both allowed and denied',
    ],
  },
  {
    name: 'a request that no statement allows is implicitly denied',
    file: 'policy/src/policy.ts',
    enforcedBy: 'Policy.evaluate',
    cases: [
      'refuses all calls if only a deny is left',
      'refuses a call with an allow for another action',
    ],
  },
  {
    name: 'a statement applies to its actions',
    file: 'policy/src/statement.ts',
    enforcedBy: 'Statement.appliesTo',
    cases: [
      'refuses a call with an allow for another action',
      'is not invoked with a permission for another action',
    ],
  },
  {
    name: 'a statement applies to its principals',
    file: 'policy/src/statement.ts',
    enforcedBy: 'Statement.appliesTo',
    cases: [
      'refuses an unsigned caller with an allow for an account',
      'is not invoked with a permission for another service',
    ],
  },
  {
    name: 'NotPrincipal applies to all principals but its own',
    file: 'policy/src/statement.ts',
    enforcedBy: 'principalOf',
    cases: ['does not share a secret with an account that a deny does not exclude'],
  },
  {
    name: 'a statement applies to its resources',
    file: 'policy/src/statement.ts',
    enforcedBy: 'Statement.appliesTo',
    cases: [
      'refuses a call with an allow for another path',
      'refuses a call with an allow for another stage',
      'refuses to place an order with an allow for GET',
    ],
  },
  {
    name: 'a statement applies under its conditions',
    file: 'policy/src/statement.ts',
    enforcedBy: 'Statement.appliesTo',
    cases: [
      'refuses a call with an allow for another endpoint',
      'is not invoked with a permission for another API',
      'is not invoked with a permission for another stage',
      'is not invoked with a permission for another method',
      'is not invoked with a permission for another path',
      'is not invoked with a permission for APIs of another account',
      'refuses a table read with another tag',
    ],
  },
  {
    name: 'condition keys contain headers of the request',
    file: 'front-doors/src/https/resource-policy-hop.ts',
    enforcedBy: 'keysOfHeaders',
    cases: ['refuses a client by its User-Agent header'],
  },
  {
    name: 'condition keys contain the VPC endpoint of a call',
    file: 'services/src/aws-api/network-keys.ts',
    enforcedBy: 'networkKeys',
    cases: ['refuses a table read through the endpoint of another account'],
  },
  {
    name: 'strings are compared case-sensitively',
    file: 'policy/src/condition-operators.ts',
    enforcedBy: 'equal',
    cases: ['compares the endpoint ID case-sensitively'],
  },
  {
    name: 'a call to a private API needs an allow in its policy',
    file: 'front-doors/src/https/resource-policy-hop.ts',
    enforcedBy: 'decidedByKind',
    cases: [
      'refuses a call through an endpoint that the policy does not name',
      'refuses all calls if only a deny is left',
      'refuses a call that is both allowed and denied',
      'refuses an account that the API does not name',
      'refuses a caller of another account without an identity-based policy',
      'refuses a call that the domain name allows and the API does not',
    ],
  },
  {
    name: 'a private API is not deployed without a policy',
    file: 'services/src/apigateway/rest-api.ts',
    enforcedBy: 'RestApi.createDeployment',
    cases: ['refuses to deploy a private API without a resource policy'],
  },
];
