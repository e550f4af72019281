/** Where the way to an API is found: listener rules, targets, domain names and base paths. */
import type { EnforcementPoint } from '../enforcement-point';

export const routingPoints: readonly EnforcementPoint[] = [
  {
    name: 'a listener rule is for its host names',
    file: 'services/src/elasticloadbalancing/elastic-load-balancing.ts',
    enforcedBy: 'ElasticLoadBalancing.route',
    cases: [
      'answers by the default action to a host name without a rule',
      'answers by the default action where the rule is for another host name',
      'answers by the default action where the rule is gone',
    ],
  },
  {
    name: 'a listener rule may answer itself',
    file: 'front-doors/src/https/listener-rule-hop.ts',
    enforcedBy: 'listenerRule',
    cases: ['answers by a rule that answers itself'],
  },
  {
    name: 'a target group needs a target',
    file: 'front-doors/src/https/listener-rule-hop.ts',
    enforcedBy: 'listenerRule',
    cases: ['is unavailable where the target group is empty'],
  },
  {
    name: 'an endpoint answers at its own addresses',
    file: 'services/src/ec2/ec2.ts',
    enforcedBy: 'Ec2.endpointAt',
    cases: ['gets no answer from an address that is no endpoint'],
  },
  {
    name: 'a host name is a custom domain name',
    file: 'front-doors/src/https/domain-name-hop.ts',
    enforcedBy: 'refusalOf',
    cases: ['forbids a host name that is no custom domain name'],
  },
  {
    name: 'a custom domain name has a mapping',
    file: 'services/src/apigateway/api-gateway.ts',
    enforcedBy: 'ApiGateway.mapped',
    cases: ['forbids every path where nothing is mapped'],
  },
  {
    name: 'a base path is a whole segment',
    file: 'services/src/apigateway/api-gateway.ts',
    enforcedBy: 'ApiGateway.mapped',
    cases: ['forbids a path that only begins like a base path'],
  },
  {
    name: 'a path is below a base path',
    file: 'services/src/apigateway/api-gateway.ts',
    enforcedBy: 'ApiGateway.mapped',
    cases: [
      'forbids a path outside of the base paths',
      'forbids every path where the base path is another',
    ],
  },
];
