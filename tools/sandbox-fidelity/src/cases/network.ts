/** Security groups, ports and protocols between client and API Gateway, and API Gateway's DNS names. */
import { consumer, docs, FOOD, food, API } from '../edits';
import type { FidelityCase, Part, TemplateEdit } from '../fidelity-case';
import { containing, including } from '../part';

const STACK = 'consumer-infra-sandbox';
const BALANCER = 'Alb/SecurityGroup/Resource';
const BALANCER_OUT = 'Alb/SecurityGroup/to consumerinfrasandboxExecuteApiSecurityGroup9A669249:443';
const ENDPOINT_IN =
  'ExecuteApi/SecurityGroup/from consumerinfrasandboxAlbSecurityGroup7B21B059:443';
const LISTENER = 'Alb/LoadBalancer/Https/Resource';
const RULE = 'Alb/LoadBalancer/Https/Priority10Rule/Resource';
const TARGETS = 'Alb/Endpoint/Resource';
const SMOKE_TEST_GROUP = { 'Fn::GetAtt': ['SmokeTestSecurityGroupDDF140D7', 'GroupId'] };
/** The default endpoint of the food service's API. */
const DEFAULT_ENDPOINT = '5tt5j0nxel.execute-api.eu-central-1.amazonaws.com';

/** The packets are dropped; on AWS, the client waits for its timeout. */
const noAnswer = { status: 0 };
/** The load balancer can't connect to its target. */
const noTarget = { status: 504, headers: { server: 'awselb/2.0' } };

/** The value of a rule, and that of the connection. */
type Comparison = readonly [name: string, expected: Part, actual: Part];

/** The decision of a security group, whose edited rule fails in one comparison. */
const byGroup = (construct: string, comparison?: Comparison) => ({
  hop: 'security group',
  decision: {
    kind: 'rule',
    constructPaths: including(`${STACK}/${construct}`),
    ...(comparison && {
      checks: including({
        name: `${STACK}/${construct}: ${comparison[0]}`,
        expected: comparison[1],
        actual: comparison[2],
        holds: false,
      }),
    }),
  },
});

const toBalancer = (
  name: string,
  edits: readonly TemplateEdit[],
  comparison?: Comparison,
): FidelityCase => ({
  name,
  edits,
  answer: noAnswer,
  cause: byGroup(BALANCER, comparison),
  source: docs.securityGroups,
});

const toEndpoint = (
  name: string,
  construct: string,
  edits: readonly TemplateEdit[],
  comparison?: Comparison,
): FidelityCase => ({
  name,
  edits,
  answer: noTarget,
  cause: byGroup(construct, comparison),
  source: docs.securityGroups,
});

const ingress = (name: string) => ['SecurityGroupIngress', 0, name];

export const network: readonly FidelityCase[] = [
  toBalancer('drops a client that no ingress rule of the load balancer allows', [
    consumer.set(BALANCER, ['SecurityGroupIngress'], []),
  ]),
  toBalancer(
    'drops a client outside of the range that the load balancer allows',
    [consumer.set(BALANCER, ingress('CidrIp'), '10.99.0.0/16')],
    ['source', '10.99.0.0/16', containing('192.168.')],
  ),
  toBalancer(
    'drops a client on a port that the load balancer does not allow',
    [
      consumer.set(BALANCER, ingress('FromPort'), 8443),
      consumer.set(BALANCER, ingress('ToPort'), 8443),
    ],
    ['port', '8443', '443'],
  ),
  toBalancer(
    'drops a client with a protocol that the load balancer does not allow',
    [consumer.set(BALANCER, ingress('IpProtocol'), 'udp')],
    ['protocol', '17', '6'],
  ),
  toEndpoint('stops a load balancer without an egress rule', 'Alb/SecurityGroup/Resource', [
    consumer.remove(BALANCER_OUT),
  ]),
  toEndpoint(
    'stops a load balancer with an egress rule to another group',
    BALANCER_OUT,
    [consumer.set(BALANCER_OUT, ['DestinationSecurityGroupId'], SMOKE_TEST_GROUP)],
    ['destination', containing('sg-'), containing('192.168.')],
  ),
  toEndpoint(
    'stops a load balancer with an egress rule to other ports',
    BALANCER_OUT,
    [consumer.set(BALANCER_OUT, ['FromPort'], 80), consumer.set(BALANCER_OUT, ['ToPort'], 442)],
    ['port', '80-442', '443'],
  ),
  toEndpoint(
    'refuses connections to an endpoint without an ingress rule',
    'ExecuteApi/SecurityGroup/Resource',
    [consumer.remove(ENDPOINT_IN)],
  ),
  toEndpoint(
    'refuses connections to an endpoint with an ingress rule for another group',
    ENDPOINT_IN,
    [consumer.set(ENDPOINT_IN, ['SourceSecurityGroupId'], SMOKE_TEST_GROUP)],
    ['source', containing('sg-'), containing('sg-')],
  ),
  toEndpoint(
    'refuses connections to an endpoint with an ingress rule for another port',
    ENDPOINT_IN,
    [consumer.set(ENDPOINT_IN, ['FromPort'], 444), consumer.set(ENDPOINT_IN, ['ToPort'], 444)],
    ['port', '444', '443'],
  ),
  {
    name: 'gets no response from an endpoint on another port than 443',
    edits: [
      consumer.set(TARGETS, ['Targets', 0, 'Port'], 8443),
      consumer.set(TARGETS, ['Targets', 1, 'Port'], 8443),
      consumer.set(BALANCER_OUT, ['IpProtocol'], '-1'),
      consumer.set(ENDPOINT_IN, ['IpProtocol'], '-1'),
    ],
    answer: noTarget,
    cause: { hop: 'VPC endpoint', detail: 'listens on port 443' },
    source: docs.loadBalancerErrors,
  },
  {
    name: 'gets no response on a port without a listener',
    edits: [consumer.set(LISTENER, ['Port'], 8443)],
    answer: noAnswer,
    cause: { hop: 'security group', detail: 'no listener' },
    source: docs.listenerRules,
  },
  {
    name: 'gets no TLS from an HTTP listener',
    edits: [
      consumer.set(LISTENER, ['Protocol'], 'HTTP'),
      consumer.remove(LISTENER, ['Certificates']),
      consumer.remove(LISTENER, ['SslPolicy']),
    ],
    answer: noAnswer,
    cause: { hop: 'security group', detail: 'uses HTTP on port 443' },
    source: docs.listenerRules,
  },
  {
    name: "does not resolve API Gateway's names without private DNS",
    request: { host: DEFAULT_ENDPOINT },
    answer: noAnswer,
    cause: { hop: 'Route 53', detail: DEFAULT_ENDPOINT },
    source: docs.invokeUrls,
  },
  {
    name: 'forbids the default endpoint of an API that has it disabled',
    edits: [
      consumer.set(RULE, ['Conditions', 0, 'HostHeaderConfig', 'Values'], [DEFAULT_ENDPOINT]),
    ],
    request: { host: DEFAULT_ENDPOINT, name: 'food.orders.localhost' },
    control: 404,
    answer: { status: 403, body: { message: 'Forbidden' } },
    cause: {
      hop: 'domain name',
      detail: 'disables its default endpoint',
      decision: { constructPaths: [`${FOOD}/${API}`] },
    },
    source: docs.disabledEndpoint,
  },
  {
    name: 'does not reach an API that is not private through an endpoint',
    edits: [food.set(API, ['EndpointConfiguration', 'Types'], ['REGIONAL'])],
    answer: { status: 403, body: { message: 'Forbidden' } },
    cause: {
      hop: 'domain name',
      detail: 'is not a private API',
      decision: { constructPaths: [`${FOOD}/${API}`] },
    },
    source: docs.policyForPrivateApi,
  },
];
