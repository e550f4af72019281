/** Where the network is held to: security groups, routes, endpoints and their policies, limits. */
import { namesOf } from '../../case-groups';
import { functionNetwork } from '../../cases/function-network';
import type { EnforcementPoint } from '../enforcement-point';

const RULE = 'services/src/ec2/security-group-rule.ts';
const GROUPS = 'services/src/ec2/security-groups.ts';
const BALANCER_HOP = 'front-doors/src/https/load-balancer-hop.ts';
const DOMAIN_HOP = 'front-doors/src/https/domain-name-hop.ts';
const AUTHORIZATION = 'policy/src/authorization.ts';

const clientCases = [
  'drops a client that no ingress rule of the load balancer lets in',
  'drops a client from another network than the load balancer lets in',
  'drops a client at another port than the load balancer lets in',
  'drops a client with another protocol than the load balancer lets in',
];
const egressCases = [
  'keeps a load balancer without an egress rule from the endpoint',
  'keeps a load balancer with an egress rule to another group from the endpoint',
  'keeps a load balancer with an egress rule to other ports from the endpoint',
];
const ingressCases = [
  'lets nobody to an endpoint without an ingress rule',
  'lets only the group of the ingress rule to the endpoint',
  'lets nobody to another port of the endpoint',
];

export const networkPoints: readonly EnforcementPoint[] = [
  {
    name: 'a connection needs a rule of a security group',
    file: GROUPS,
    snippet: 'const rule = rules.find((candidate) => allows(candidate, packet));',
    replacement: "const rule = allowAllOut('', '');",
    cases: [
      ...clientCases,
      ...egressCases,
      ...ingressCases,
      'lets no function out without an egress rule',
    ],
  },
  {
    name: 'a rule is for its protocol',
    file: RULE,
    snippet: 'return protocol === ALL || protocol === TCP;',
    replacement: 'return protocol !== protocolNumbers.icmp;',
    cases: [
      'drops a client with another protocol than the load balancer lets in',
      'lets no function out with another protocol',
    ],
  },
  {
    name: 'a rule is for its ports',
    file: RULE,
    snippet: 'if (protocol === ALL || ports === undefined) return true;',
    replacement: 'if (ports) return true;',
    cases: [
      'drops a client at another port than the load balancer lets in',
      'keeps a load balancer with an egress rule to other ports from the endpoint',
      'lets nobody to another port of the endpoint',
      'lets no function out to another port',
    ],
  },
  {
    name: 'a rule is for its addresses',
    file: RULE,
    snippet: 'if (address !== undefined) return contains(peer.cidr, address);',
    replacement: 'if (address !== undefined) return true;',
    cases: ['drops a client from another network than the load balancer lets in'],
  },
  {
    name: 'a rule is for its group',
    file: RULE,
    snippet: 'return securityGroupIds.includes(peer.id);',
    replacement: 'return true;',
    cases: [
      'keeps a load balancer with an egress rule to another group from the endpoint',
      'lets only the group of the ingress rule to the endpoint',
    ],
  },
  {
    name: 'a rule is for its prefix list',
    file: RULE,
    snippet: 'return prefixListIds.includes(peer.id);',
    replacement: 'return true;',
    cases: ['lets no function out to the prefix list of another service'],
  },
  {
    name: 'a client connects only where the balancer lets it',
    file: BALANCER_HOP,
    snippet: 'return connection(ec2.securityGroups, client, node, HTTPS_PORT);',
    replacement:
      "return { allowed: true, detail: '', decision: () => ({ kind: 'rule', rule: '', constructPaths: [] }) };",
    cases: clientCases,
  },
  {
    name: 'a load balancer connects only where both groups let it',
    file: 'front-doors/src/https/vpc-endpoint-hop.ts',
    snippet: 'return connection(network.ec2.securityGroups, node, end, port);',
    replacement:
      "return { allowed: true, detail: '', decision: () => ({ kind: 'rule', rule: '', constructPaths: [] }) };",
    cases: [...egressCases, ...ingressCases],
  },
  {
    name: 'an endpoint listens on port 443',
    file: 'front-doors/src/https/vpc-endpoint-hop.ts',
    snippet: 'if (target.port !== ENDPOINT_PORT) {',
    replacement: 'if (false) {',
    cases: ['gets no answer from an endpoint at another port than 443'],
  },
  {
    name: 'a load balancer listens where it has a listener',
    file: 'services/src/elasticloadbalancing/elastic-load-balancing.ts',
    snippet: '&& listener.port === port',
    replacement: '',
    cases: ['gets no answer at a port without a listener'],
  },
  {
    name: 'TLS needs a listener with it',
    file: BALANCER_HOP,
    snippet: "if (listener.protocol !== 'HTTPS') {",
    replacement: 'if (false) {',
    cases: ['gets no TLS from a listener without it'],
  },
  {
    name: "API Gateway's own names need private DNS",
    file: 'front-doors/src/https/execute-api-name-hop.ts',
    snippet: 'if (name.endpointId === undefined) return endpoint.privateDns;',
    replacement: 'if (name.endpointId === undefined) return true;',
    cases: ["finds none of API Gateway's own names without private DNS"],
  },
  {
    name: 'a disabled default endpoint leads nowhere',
    file: DOMAIN_HOP,
    snippet: 'if (own && !stage.hasDefaultEndpoint) {',
    replacement: 'if (false) {',
    cases: ['forbids the default endpoint of an API that has it disabled'],
  },
  {
    name: 'an endpoint leads to private APIs only',
    file: DOMAIN_HOP,
    snippet: 'if (!isPrivate) {',
    replacement: 'if (false) {',
    cases: ['leads no endpoint to an API that is not private'],
  },
  {
    name: 'an endpoint filters by its policy',
    file: AUTHORIZATION,
    snippet:
      "if (policies.endpoint && endpoint.decision.effect !== 'allow') return refused('endpoint');",
    replacement: '',
    cases: [
      'lets no call through an endpoint to an account that its policy does not name',
      'lets no call through an endpoint for another action',
      'lets no call without a signature through an endpoint for one account',
      'lets no role through a gateway endpoint that its policy does not name',
      'lets no query through a gateway endpoint for reading items',
      'lets no query of an index through a gateway endpoint for the table',
      'gives a function no other role than its own',
    ],
  },
  {
    name: "a deny of an endpoint's policy wins",
    file: AUTHORIZATION,
    snippet:
      "if (endpoint.decision.effect === 'explicitDeny') return decided('endpoint', endpoint);",
    replacement: '',
    cases: [
      "lets a deny in an endpoint's policy win over the API's allow",
      'lets a deny in the policy of a gateway endpoint win',
    ],
  },
  {
    name: "a call to an API goes through the endpoint's policy",
    file: 'front-doors/src/https/resource-policy-hop.ts',
    snippet: '...(endpoint && { endpoint: endpoint.policy }),',
    replacement: '',
    cases: [
      'lets no call through an endpoint to an account that its policy does not name',
      'lets no call through an endpoint for another action',
      'lets no call without a signature through an endpoint for one account',
      "lets a deny in an endpoint's policy win over the API's allow",
    ],
  },
  {
    name: "a function's call goes through its network",
    file: 'front-doors/src/aws-api/function-network-hop.ts',
    snippet: 'if (!reached.allowed) return',
    replacement: 'if (false) return',
    cases: namesOf(functionNetwork),
  },
  {
    name: 'a gateway endpoint is reached by its route tables',
    file: 'services/src/ec2/reachability.ts',
    snippet: 'table && each.routeTableIds.includes(table.id)',
    replacement: 'true',
    cases: [
      'leads no function to an endpoint that its route table does not have',
      'leads no function out of a subnet without its route table',
    ],
  },
  {
    name: 'a stage takes so many requests',
    file: 'front-doors/src/https/method-hop.ts',
    snippet: 'if (!exceeded) return',
    replacement: 'if (stage) return',
    cases: [
      'throttles a stage that takes no requests at all',
      'throttles a method that takes no requests at all',
    ],
  },
  {
    name: "a method's own throttle wins over the stage's",
    file: 'services/src/apigateway/throttles.ts',
    snippet: 'return (own ?? all)?.limits;',
    replacement: 'return (all ?? own)?.limits;',
    cases: ['throttles a method that takes no requests at all'],
  },
  {
    name: 'a function runs so many times at once',
    file: 'services/src/lambda/lambda-function.ts',
    snippet: 'if (this.running >= reservedConcurrency) {',
    replacement: 'if (false) {',
    cases: ['runs no function that has no concurrency left'],
  },
  {
    name: 'an answer of a function may have 6 MB',
    file: 'services/src/lambda/lambda.ts',
    snippet: 'Buffer.byteLength(result.payload) > MAX_PAYLOAD_BYTES ? responseTooLarge : result',
    replacement: 'result',
    cases: ['takes no answer of a function over its 6 MB'],
  },
];
