/** Where the network is held to: security groups, routes, endpoints and their policies, limits. */
import { namesOf } from '../../case-groups';
import { functionNetwork } from '../../cases/function-network';
import type { EnforcementPoint } from '../enforcement-point';

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
    file: 'services/src/ec2/security-groups.ts',
    enforcedBy: 'SecurityGroups.passage',
    cases: [
      ...clientCases,
      ...egressCases,
      ...ingressCases,
      'lets no function out without an egress rule',
    ],
  },
  {
    name: 'a rule is for its protocol',
    file: 'services/src/ec2/security-group-rule.ts',
    enforcedBy: 'protocolMatches',
    cases: [
      'drops a client with another protocol than the load balancer lets in',
      'lets no function out with another protocol',
    ],
  },
  {
    name: 'a rule is for its ports',
    file: 'services/src/ec2/security-group-rule.ts',
    enforcedBy: 'portMatches',
    cases: [
      'drops a client at another port than the load balancer lets in',
      'keeps a load balancer with an egress rule to other ports from the endpoint',
      'lets nobody to another port of the endpoint',
      'lets no function out to another port',
    ],
  },
  {
    name: 'a rule is for its addresses',
    file: 'services/src/ec2/ipv4.ts',
    enforcedBy: 'contains',
    cases: ['drops a client from another network than the load balancer lets in'],
  },
  {
    name: 'a rule is for its group',
    file: 'services/src/ec2/security-group-rule.ts',
    enforcedBy: 'peerMatches',
    cases: [
      'keeps a load balancer with an egress rule to another group from the endpoint',
      'lets only the group of the ingress rule to the endpoint',
    ],
  },
  {
    name: 'a rule is for its prefix list',
    file: 'services/src/ec2/security-group-rule.ts',
    enforcedBy: 'peerMatches',
    cases: ['lets no function out to the prefix list of another service'],
  },
  {
    name: 'a client connects only where the balancer lets it',
    file: 'front-doors/src/https/load-balancer-hop.ts',
    enforcedBy: 'listening',
    cases: clientCases,
  },
  {
    name: 'a load balancer connects only where both groups let it',
    file: 'front-doors/src/https/vpc-endpoint-hop.ts',
    enforcedBy: 'loadBalancerToEndpoint',
    cases: [...egressCases, ...ingressCases],
  },
  {
    name: 'an endpoint listens on port 443',
    file: 'front-doors/src/https/vpc-endpoint-hop.ts',
    enforcedBy: 'endpointPort',
    cases: ['gets no answer from an endpoint at another port than 443'],
  },
  {
    name: 'a load balancer listens where it has a listener',
    file: 'services/src/elasticloadbalancing/elastic-load-balancing.ts',
    enforcedBy: 'ElasticLoadBalancing.listenerOf',
    cases: ['gets no answer at a port without a listener'],
  },
  {
    name: 'TLS needs a listener with it',
    file: 'front-doors/src/https/load-balancer-hop.ts',
    enforcedBy: 'listening',
    cases: ['gets no TLS from a listener without it'],
  },
  {
    name: "API Gateway's own names need private DNS",
    file: 'front-doors/src/https/execute-api-name-hop.ts',
    enforcedBy: 'executeApiRecord',
    cases: ["finds none of API Gateway's own names without private DNS"],
  },
  {
    name: 'a disabled default endpoint leads nowhere',
    file: 'front-doors/src/https/domain-name-hop.ts',
    enforcedBy: 'refusalOf',
    cases: ['forbids the default endpoint of an API that has it disabled'],
  },
  {
    name: 'an endpoint leads to private APIs only',
    file: 'front-doors/src/https/domain-name-hop.ts',
    enforcedBy: 'refusalOf',
    cases: ['leads no endpoint to an API that is not private'],
  },
  {
    name: 'an endpoint filters by its policy',
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
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
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
    cases: [
      "lets a deny in an endpoint's policy win over the API's allow",
      'lets a deny in the policy of a gateway endpoint win',
    ],
  },
  {
    name: "a call to an API goes through the endpoint's policy",
    file: 'front-doors/src/https/resource-policy-hop.ts',
    enforcedBy: 'judge',
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
    enforcedBy: 'functionNetwork',
    cases: namesOf(functionNetwork),
  },
  {
    name: 'a gateway endpoint is reached by its route tables',
    file: 'services/src/ec2/reachability.ts',
    enforcedBy: 'fromSubnet',
    cases: [
      'leads no function to an endpoint that its route table does not have',
      'leads no function out of a subnet without its route table',
    ],
  },
  {
    name: 'a stage takes so many requests',
    file: 'front-doors/src/https/method-hop.ts',
    enforcedBy: 'throttling',
    cases: [
      'throttles a stage that takes no requests at all',
      'throttles a method that takes no requests at all',
    ],
  },
  {
    name: "a method's own throttle wins over the stage's",
    file: 'services/src/apigateway/throttles.ts',
    enforcedBy: 'StageThrottles.limitsOf',
    cases: ['throttles a method that takes no requests at all'],
  },
  {
    name: 'a function runs so many times at once',
    file: 'services/src/lambda/lambda-function.ts',
    enforcedBy: 'LambdaFunction.invoke',
    cases: ['runs no function that has no concurrency left'],
  },
  {
    name: 'an answer of a function may have 6 MB',
    file: 'services/src/lambda/lambda.ts',
    enforcedBy: 'Lambda.invoke',
    cases: ['takes no answer of a function over its 6 MB'],
  },
];
