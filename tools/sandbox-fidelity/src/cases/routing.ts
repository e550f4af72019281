/** Routing from the host name to an API: listener rules, targets, custom domain names and base paths. */
import { consumer, docs, food } from '../edits';
import type { FidelityCase } from '../fidelity-case';

const RULE = 'Alb/LoadBalancer/Https/Priority10Rule/Resource';
const TARGETS = 'Alb/Endpoint/Resource';
const DOMAIN = 'Microservice/Domain/DomainName/Resource';
const MAPPING =
  'Microservice/Domain/DomainName/Map:v1=>foodservicesandboxMicroserviceApi6B5125D0/Resource';

/** The response of the listener's default action. */
const noService = { status: 404, body: { code: 'ROUTE.NOT_FOUND' } };
const forbidden = {
  status: 403,
  body: { message: 'Forbidden' },
};

export const routing: readonly FidelityCase[] = [
  {
    name: 'uses the default action for a host name without a rule',
    request: { host: 'tea.orders.localhost' },
    answer: noService,
    cause: { hop: 'load balancer', detail: 'no rule matches' },
    source: docs.listenerRules,
  },
  {
    name: 'uses the default action if the rule is for another host name',
    edits: [consumer.set(RULE, ['Conditions', 0, 'HostHeaderConfig', 'Values'], ['*.example.com'])],
    answer: noService,
    cause: { hop: 'load balancer', detail: 'no rule matches' },
    source: docs.listenerRules,
  },
  {
    name: 'uses the default action if the rule is missing',
    edits: [consumer.remove(RULE)],
    answer: noService,
    cause: { hop: 'load balancer', detail: 'no rule matches' },
    source: docs.listenerRules,
  },
  {
    name: 'uses the fixed response of a rule',
    edits: [
      consumer.set(
        RULE,
        ['Actions'],
        [
          {
            Type: 'fixed-response',
            FixedResponseConfig: {
              StatusCode: '503',
              ContentType: 'text/plain',
              MessageBody: 'closed',
            },
          },
        ],
      ),
    ],
    answer: { status: 503, body: 'closed' },
    cause: { hop: 'load balancer', detail: RULE },
    source: docs.listenerRules,
  },
  {
    name: 'is unavailable if the target group is empty',
    edits: [consumer.set(TARGETS, ['Targets'], [])],
    answer: { status: 503, headers: { server: 'awselb/2.0' } },
    cause: { hop: 'load balancer' },
    source: docs.loadBalancerErrors,
  },
  {
    name: 'gets no response from an address that is not an endpoint',
    edits: [consumer.set(TARGETS, ['Targets'], [{ Id: '192.168.0.250', Port: 443 }])],
    answer: { status: 504 },
    cause: { hop: 'VPC endpoint', detail: '192.168.0.250' },
    source: docs.loadBalancerErrors,
  },
  {
    name: 'forbids a host name that is not a custom domain name',
    edits: [food.set(DOMAIN, ['DomainName'], 'tea.orders.localhost')],
    answer: forbidden,
    cause: { hop: 'domain name' },
    source: docs.basePaths,
  },
  {
    name: 'forbids a path outside of the base paths',
    request: { path: '/v2/orders' },
    answer: forbidden,
    cause: { hop: 'domain name' },
    source: docs.basePaths,
  },
  {
    name: 'forbids a path whose first segment only starts with a base path',
    request: { path: '/v10/orders' },
    answer: forbidden,
    cause: { hop: 'domain name' },
    source: docs.basePaths,
  },
  {
    name: 'forbids every path if the base path differs',
    edits: [food.set(MAPPING, ['BasePath'], 'orders')],
    answer: forbidden,
    cause: { hop: 'domain name' },
    source: docs.basePaths,
  },
  {
    name: 'forbids every path without a mapping',
    edits: [food.remove(MAPPING)],
    answer: forbidden,
    cause: { hop: 'domain name' },
    source: docs.basePaths,
  },
];
