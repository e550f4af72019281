/** Where private custom domain names are resolved, and calls to them authorized. */
import type { EnforcementPoint } from '../enforcement-point';

export const privateDomainNamePoints: readonly EnforcementPoint[] = [
  {
    name: 'only an account that a private domain name is shared with may associate it',
    file: 'services/src/apigateway/private-domain-names.ts',
    enforcedBy: 'PrivateDomainNames.assertAssociable',
    cases: ['refuses to associate a private domain name that is shared with another account'],
  },
  {
    name: 'an endpoint that is associated with private domain names reaches only these',
    file: 'front-doors/src/https/domain-name-hop.ts',
    enforcedBy: 'byCustomName',
    cases: [
      'reaches the API of a private domain name without the load balancer',
      'does not reach a public domain name through an endpoint that is associated with private ones',
    ],
  },
  {
    name: 'a path must be below a base path of a private domain name',
    file: 'services/src/apigateway/api-gateway.ts',
    enforcedBy: 'ApiGateway.mapped',
    cases: ['forbids a path outside of the base paths of a private domain name'],
  },
  {
    name: 'an endpoint accepts only connections that its security groups allow',
    file: 'front-doors/src/https/execute-api-name-hop.ts',
    enforcedBy: 'clientToEndpoint',
    cases: ['drops a client that no ingress rule of the endpoint of a private domain name allows'],
  },
  {
    name: 'a call to a private domain name needs an allow in its policy and in that of the endpoint',
    file: 'front-doors/src/https/domain-name-policy-hop.ts',
    enforcedBy: 'domainNamePolicy',
    cases: [
      'refuses an endpoint that the policy of the domain name does not name',
      'refuses every call to a private domain name without a policy',
      'refuses a call through an endpoint whose policy names the API, but not the domain name',
    ],
  },
  {
    name: 'a condition key contains the private domain name of a call',
    file: 'front-doors/src/https/resource-policy-hop.ts',
    enforcedBy: 'networkPathKeys',
    cases: ['refuses a call through an endpoint whose policy names another domain name'],
  },
];
