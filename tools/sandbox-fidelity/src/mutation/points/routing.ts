/** Where a request is routed to an API: listener rules, targets, domain names and base paths. */
import type { EnforcementPoint } from '../enforcement-point';

export const routingPoints: readonly EnforcementPoint[] = [
  {
    name: 'a listener rule applies to its host names',
    file: 'services/src/elasticloadbalancing/elastic-load-balancing.ts',
    enforcedBy: 'ElasticLoadBalancing.route',
    cases: [
      'uses the default action for a host name without a rule',
      'uses the default action if the rule is for another host name',
      'uses the default action if the rule is missing',
    ],
  },
  {
    name: 'a listener rule may return a fixed response',
    file: 'front-doors/src/https/listener-rule-hop.ts',
    enforcedBy: 'listenerRule',
    cases: ['uses the fixed response of a rule'],
  },
  {
    name: 'a target group needs a target',
    file: 'front-doors/src/https/listener-rule-hop.ts',
    enforcedBy: 'listenerRule',
    cases: ['is unavailable if the target group is empty'],
  },
  {
    name: 'an endpoint responds at its own addresses only',
    file: 'services/src/ec2/ec2.ts',
    enforcedBy: 'Ec2.endpointAt',
    cases: ['gets no response from an address that is not an endpoint'],
  },
  {
    name: 'a host name must be a custom domain name',
    file: 'front-doors/src/https/domain-name-hop.ts',
    enforcedBy: 'domainName',
    cases: ['forbids a host name that is not a custom domain name'],
  },
  {
    name: 'a custom domain name needs a mapping',
    file: 'services/src/apigateway/api-gateway.ts',
    enforcedBy: 'ApiGateway.mapped',
    cases: ['forbids every path without a mapping'],
  },
  {
    name: 'a base path matches whole segments',
    file: 'services/src/apigateway/api-gateway.ts',
    enforcedBy: 'ApiGateway.mapped',
    cases: ['forbids a path whose first segment only starts with a base path'],
  },
  {
    name: 'a path must be below a base path',
    file: 'services/src/apigateway/api-gateway.ts',
    enforcedBy: 'ApiGateway.mapped',
    cases: [
      'forbids a path outside of the base paths',
      'forbids every path if the base path differs',
    ],
  },
  {
    name: 'a listener rule has a limited number of values',
    file: 'services/src/elasticloadbalancing/limits.ts',
    enforcedBy: 'conditionsProblem',
    cases: ['refuses to deploy a listener rule with six values'],
  },
];
