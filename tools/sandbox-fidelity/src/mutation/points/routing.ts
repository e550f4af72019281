/** Where the way to an API is found: listener rules, targets, domain names and base paths. */
import type { EnforcementPoint } from '../enforcement-point';

const LOAD_BALANCING = 'services/elasticloadbalancing/elastic-load-balancing.ts';

export const routingPoints: readonly EnforcementPoint[] = [
  {
    name: 'a listener rule is for its host names',
    file: LOAD_BALANCING,
    snippet: 'anyMatches(hostHeaders, host, true) &&',
    replacement: '',
    cases: [
      'answers by the default action to a host name without a rule',
      'answers by the default action where the rule is for another host name',
      'answers by the default action where the rule is gone',
    ],
  },
  {
    name: 'a base path is a whole segment',
    file: 'services/apigateway/api-gateway.ts',
    snippet: '`${path}/`.startsWith(`/${basePath}/`)',
    replacement: 'path.startsWith(`/${basePath}`)',
    cases: ['forbids a path that only begins like a base path'],
  },
  {
    name: 'a path is below a base path',
    file: 'services/apigateway/api-gateway.ts',
    snippet: '`${path}/`.startsWith(`/${basePath}/`)',
    replacement: 'true',
    cases: [
      'forbids a path outside of the base paths',
      'forbids every path where the base path is another',
    ],
  },
];
