/** Where the way to an API is found: listener rules, targets, domain names and base paths. */
import type { EnforcementPoint } from '../enforcement-point';

const HOP = 'front-doors/src/https/listener-rule-hop.ts';
const API_GATEWAY = 'services/src/apigateway/api-gateway.ts';
const LOAD_BALANCING = 'services/src/elasticloadbalancing/elastic-load-balancing.ts';

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
    name: 'a listener rule may answer itself',
    file: HOP,
    snippet: "if (action.type === 'fixed-response') {",
    replacement: "if (action.type === 'fixed-response' && !rule) {",
    cases: ['answers by a rule that answers itself'],
  },
  {
    name: 'a target group needs a target',
    file: HOP,
    snippet: 'if (!targetGroup || targetGroup.targets.length === 0) {',
    replacement: 'if (false) {',
    cases: ['is unavailable where the target group is empty'],
  },
  {
    name: 'an endpoint answers at its own addresses',
    file: 'services/src/ec2/ec2.ts',
    snippet: 'privateIpAddress === address',
    replacement: 'privateIpAddress !== address',
    cases: ['gets no answer from an address that is no endpoint'],
  },
  {
    name: 'a host name is a custom domain name with a mapping',
    file: API_GATEWAY,
    snippet: 'const mapping = this.domains\n      .get(domainName)',
    replacement:
      "const only = { id: '', basePath: 'v1', restApiId: [...this.restApis.keys()][0] ?? '', stage: 'v1' };\n" +
      '    const mapping = [only]',
    also: [
      {
        file: 'front-doors/src/https/domain-name-hop.ts',
        snippet: 'apigateway.hasDomainName(request.host)',
        replacement: "apigateway.mapped('', '/v1')",
      },
    ],
    cases: [
      'forbids a host name that is no custom domain name',
      'forbids every path where nothing is mapped',
    ],
  },
  {
    name: 'a base path is a whole segment',
    file: API_GATEWAY,
    snippet: '`${path}/`.startsWith(`/${basePath}/`)',
    replacement: 'path.startsWith(`/${basePath}`)',
    cases: ['forbids a path that only begins like a base path'],
  },
  {
    name: 'a path is below a base path',
    file: API_GATEWAY,
    snippet: '`${path}/`.startsWith(`/${basePath}/`)',
    replacement: 'true',
    cases: [
      'forbids a path outside of the base paths',
      'forbids every path where the base path is another',
    ],
  },
];
