/** Where private custom domain names are found, and who may call them. */
import type { EnforcementPoint } from '../enforcement-point';

export const privateDomainNamePoints: readonly EnforcementPoint[] = [
  {
    name: 'a private domain name is associated only by an account that it is shared with',
    file: 'services/src/apigateway/private-domain-names.ts',
    enforcedBy: 'PrivateDomainNames.assertAssociable',
    cases: [
      'refuses an association with a private domain name that is shared with another account',
    ],
  },
  {
    name: 'an endpoint leads to the private domain names that it is associated with, and to no public ones',
    file: 'front-doors/src/https/domain-name-hop.ts',
    enforcedBy: 'byCustomName',
    cases: [
      'leads past the load balancer to the API of a private domain name',
      'leads an endpoint that is associated with private domain names to no public one',
    ],
  },
  {
    name: 'a path must be below a base path of a private domain name',
    file: 'services/src/apigateway/api-gateway.ts',
    enforcedBy: 'ApiGateway.mapped',
    cases: ['forbids a path outside of the base paths of a private domain name'],
  },
  {
    name: 'an endpoint is connected to only as its security groups allow',
    file: 'front-doors/src/https/execute-api-name-hop.ts',
    enforcedBy: 'clientToEndpoint',
    cases: ['drops a client that the endpoint of a private domain name does not let in'],
  },
  {
    name: 'a private domain name can be called only as its policy and that of the endpoint allow',
    file: 'front-doors/src/https/domain-name-policy-hop.ts',
    enforcedBy: 'domainNamePolicy',
    cases: [
      'keeps out an endpoint that the policy of the domain name does not name',
      'keeps everybody out of a private domain name without a policy',
      'lets no call through an endpoint whose policy names the API, but not the domain name',
    ],
  },
  {
    name: 'a condition sees the private domain name that a call came through',
    file: 'front-doors/src/https/resource-policy-hop.ts',
    enforcedBy: 'networkPathKeys',
    cases: ['lets no call through an endpoint that is for another domain name'],
  },
];
