/** Where the network is enforced: security groups, routes, endpoints and their policies, limits. */
import { namesOf } from '../../case-groups';
import { functionNetwork } from '../../cases/function-network';
import type { EnforcementPoint } from '../enforcement-point';

const clientCases = [
  'drops a client that no ingress rule of the load balancer allows',
  'drops a client outside of the range that the load balancer allows',
  'drops a client on a port that the load balancer does not allow',
  'drops a client with a protocol that the load balancer does not allow',
];
const egressCases = [
  'stops a load balancer without an egress rule',
  'stops a load balancer with an egress rule to another group',
  'stops a load balancer with an egress rule to other ports',
];
const ingressCases = [
  'refuses connections to an endpoint without an ingress rule',
  'refuses connections to an endpoint with an ingress rule for another group',
  'refuses connections to an endpoint with an ingress rule for another port',
];

export const networkPoints: readonly EnforcementPoint[] = [
  {
    name: 'a connection needs a rule of a security group',
    file: 'services/src/ec2/security-groups.ts',
    enforcedBy: 'SecurityGroups.evaluate',
    cases: [
      ...clientCases,
      ...egressCases,
      ...ingressCases,
      'refuses an outbound connection without an egress rule',
    ],
  },
  {
    name: 'a rule applies to its protocol',
    file: 'services/src/ec2/security-group-rule.ts',
    enforcedBy: 'protocolMatches',
    cases: [
      'drops a client with a protocol that the load balancer does not allow',
      'refuses an outbound connection with another protocol',
    ],
  },
  {
    name: 'a rule applies to its ports',
    file: 'services/src/ec2/security-group-rule.ts',
    enforcedBy: 'portMatches',
    cases: [
      'drops a client on a port that the load balancer does not allow',
      'stops a load balancer with an egress rule to other ports',
      'refuses connections to an endpoint with an ingress rule for another port',
      'refuses an outbound connection to another port',
    ],
  },
  {
    name: 'a rule applies to its addresses',
    file: 'services/src/ec2/ipv4.ts',
    enforcedBy: 'contains',
    cases: ['drops a client outside of the range that the load balancer allows'],
  },
  {
    name: 'a rule applies to its group',
    file: 'services/src/ec2/security-group-rule.ts',
    enforcedBy: 'peerMatches',
    cases: [
      'stops a load balancer with an egress rule to another group',
      'refuses connections to an endpoint with an ingress rule for another group',
    ],
  },
  {
    name: 'a rule applies to its prefix list',
    file: 'services/src/ec2/security-group-rule.ts',
    enforcedBy: 'peerMatches',
    cases: ['refuses an outbound connection to the prefix list of another service'],
  },
  {
    name: 'a client connects only if the load balancer allows it',
    file: 'front-doors/src/https/load-balancer-hop.ts',
    enforcedBy: 'listening',
    cases: clientCases,
  },
  {
    name: 'a load balancer connects only if both security groups allow it',
    file: 'front-doors/src/https/vpc-endpoint-hop.ts',
    enforcedBy: 'loadBalancerToEndpoint',
    cases: [...egressCases, ...ingressCases],
  },
  {
    name: 'an endpoint listens on port 443',
    file: 'front-doors/src/https/vpc-endpoint-hop.ts',
    enforcedBy: 'endpointPort',
    cases: ['gets no response from an endpoint on another port than 443'],
  },
  {
    name: 'a load balancer accepts connections only on the port of a listener',
    file: 'services/src/elasticloadbalancing/elastic-load-balancing.ts',
    enforcedBy: 'ElasticLoadBalancing.listenerOf',
    cases: ['gets no response on a port without a listener'],
  },
  {
    name: 'TLS requires an HTTPS listener',
    file: 'front-doors/src/https/load-balancer-hop.ts',
    enforcedBy: 'listening',
    cases: ['gets no TLS from an HTTP listener'],
  },
  {
    name: "API Gateway's own names need private DNS",
    file: 'front-doors/src/https/execute-api-name-hop.ts',
    enforcedBy: 'executeApiRecord',
    cases: ["does not resolve API Gateway's names without private DNS"],
  },
  {
    name: 'a disabled default endpoint is not reachable',
    file: 'front-doors/src/https/domain-name-hop.ts',
    enforcedBy: 'refusalOf',
    cases: ['forbids the default endpoint of an API that has it disabled'],
  },
  {
    name: 'an endpoint reaches private APIs only',
    file: 'front-doors/src/https/domain-name-hop.ts',
    enforcedBy: 'refusalOf',
    cases: ['does not reach an API that is not private through an endpoint'],
  },
  {
    name: 'an endpoint policy filters calls',
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
    cases: [
      'refuses a call to an account that the endpoint policy does not name',
      'refuses a call if the endpoint policy allows another action only',
      'refuses an unsigned call if the endpoint policy names an account',
      'refuses a role that the gateway endpoint policy does not name',
      'refuses a query if the gateway endpoint policy allows GetItem only',
      'refuses an index query if the gateway endpoint policy allows the table only',
      'does not accept another role for a function',
    ],
  },
  {
    name: 'a deny in an endpoint policy takes precedence',
    file: 'policy/src/authorization.ts',
    enforcedBy: 'authorize',
    cases: [
      'refuses a call that the endpoint policy denies and the API allows',
      'refuses a call that the gateway endpoint policy denies',
    ],
  },
  {
    name: 'a call to an API is evaluated against the endpoint policy',
    file: 'front-doors/src/https/resource-policy-hop.ts',
    enforcedBy: 'judge',
    cases: [
      'refuses a call to an account that the endpoint policy does not name',
      'refuses a call if the endpoint policy allows another action only',
      'refuses an unsigned call if the endpoint policy names an account',
      'refuses a call that the endpoint policy denies and the API allows',
    ],
  },
  {
    name: 'a call of a function depends on its network',
    file: 'front-doors/src/aws-api/function-network-hop.ts',
    enforcedBy: 'functionNetwork',
    cases: namesOf(functionNetwork),
  },
  {
    name: 'a gateway endpoint is reachable only through its route tables',
    file: 'services/src/ec2/reachability.ts',
    enforcedBy: 'fromSubnet',
    cases: [
      'has no route to an endpoint that is missing from the route table',
      'has no route out of a subnet without its route table',
    ],
  },
  {
    name: 'a stage limits its request rate',
    file: 'front-doors/src/https/method-hop.ts',
    enforcedBy: 'throttling',
    cases: ['throttles a stage with a rate of zero', 'throttles a method with a rate of zero'],
  },
  {
    name: 'the throttling of a method overrides that of the stage',
    file: 'services/src/apigateway/throttles.ts',
    enforcedBy: 'StageThrottles.limitsOf',
    cases: ['throttles a method with a rate of zero'],
  },
  {
    name: 'a function has limited concurrency',
    file: 'services/src/lambda/lambda-function.ts',
    enforcedBy: 'LambdaFunction.invoke',
    cases: ['throttles a function without available concurrency'],
  },
  {
    name: 'a function response may have at most 6 MB',
    file: 'services/src/lambda/lambda.ts',
    enforcedBy: 'Lambda.invoke',
    cases: ['refuses a function response larger than 6 MB'],
  },
  {
    name: 'a route needs an internet gateway that is attached to its VPC',
    file: 'services/src/ec2/one-network.ts',
    enforcedBy: 'assertSameNetwork',
    cases: ['refuses to deploy a route to an internet gateway that is not attached to its VPC'],
  },
];
