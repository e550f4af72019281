/** The resource policy of a private API, which admits callers and VPC endpoints. */
import { API, docs, food, FOOD, placeOrder } from '../edits';
import type { FidelityCase } from '../fidelity-case';

const CONSUMERS_ENDPOINT = 'vpce-fc72655fb75dd22ec';
const OTHER_ENDPOINT = 'vpce-0123456789abcdef0';
const ALLOW = 'AllowCalls';
const DENY = 'DenyUnlessThroughTheConsumersEndpoint';
const POLICY = `${FOOD}/${API}`;

const allow = (...at: readonly string[]) => ['Policy', 'Statement', ALLOW, ...at];
const deny = (...at: readonly string[]) => ['Policy', 'Statement', DENY, ...at];

const denied = {
  status: 403,
  headers: { 'x-amzn-errortype': 'AccessDeniedException' },
  body: { status: 403, code: 'ACCESS.DENIED' },
};

/** The decision of the endpoint policy, which is evaluated, too. */
const letThrough = { kind: 'endpoint', effect: 'allow' };

/** A decision by the resource policy, with the deciding or the closest statement. */
const byPolicy = (effect: string, statement: object) => ({
  hop: 'resource policy',
  decision: {
    kind: 'policies',
    request: { principal: 'anonymous', action: 'execute-api:Invoke' },
    effect,
    decidedBy: { kind: 'resource' },
    policies: [letThrough, { kind: 'resource', where: POLICY, effect, statement }],
  },
});

/** No statement allows the action. */
const nothingAllows = {
  hop: 'resource policy',
  decision: {
    effect: 'implicitDeny',
    decidedBy: { kind: 'resource' },
    policies: [letThrough, { where: POLICY, effect: 'implicitDeny' }],
  },
};

/** No statement allows the call; one element of the closest allow does not match. */
const notAllowed = (mismatch: object) =>
  byPolicy('implicitDeny', { label: ALLOW, effect: 'Allow', conditions: [], ...mismatch });

/** The deny applies, since its only condition holds. */
const deniedWhere = (operator: string, key: string, expected: string, actual: string) =>
  byPolicy('explicitDeny', {
    label: DENY,
    effect: 'Deny',
    document: { Sid: DENY, Condition: { [operator]: { [key]: expected } } },
    conditions: [{ operator, key, expected: [expected], actual, holds: true }],
  });

export const resourcePolicy: readonly FidelityCase[] = [
  {
    name: 'refuses a call through an endpoint that the policy does not name',
    edits: [food.set(API, deny('Condition', 'StringNotEquals', 'aws:SourceVpce'), OTHER_ENDPOINT)],
    answer: denied,
    cause: deniedWhere('StringNotEquals', 'aws:SourceVpce', OTHER_ENDPOINT, CONSUMERS_ENDPOINT),
    source: docs.privateApi,
  },
  {
    name: 'refuses the endpoint that a mistaken deny names',
    edits: [
      food.set(API, deny('Condition'), { StringEquals: { 'aws:SourceVpce': CONSUMERS_ENDPOINT } }),
    ],
    answer: denied,
    cause: deniedWhere('StringEquals', 'aws:SourceVpce', CONSUMERS_ENDPOINT, CONSUMERS_ENDPOINT),
    source: docs.privateApi,
  },
  {
    name: 'compares the endpoint ID case-sensitively',
    edits: [
      food.set(
        API,
        deny('Condition', 'StringNotEquals', 'aws:SourceVpce'),
        CONSUMERS_ENDPOINT.toUpperCase(),
      ),
    ],
    answer: denied,
    cause: deniedWhere(
      'StringNotEquals',
      'aws:SourceVpce',
      CONSUMERS_ENDPOINT.toUpperCase(),
      CONSUMERS_ENDPOINT,
    ),
    source: docs.privateApi,
  },
  {
    name: 'refuses a client by its User-Agent header',
    edits: [food.set(API, deny('Condition'), { StringLike: { 'aws:UserAgent': 'curl/*' } })],
    request: { headers: { 'user-agent': 'curl/8.5.0' } },
    answer: denied,
    cause: deniedWhere('StringLike', 'aws:UserAgent', 'curl/*', 'curl/8.5.0'),
    source: docs.conditionKeys,
  },
  {
    name: 'refuses all calls if only a deny is left',
    edits: [food.remove(API, ['Policy', 'Statement', ALLOW])],
    answer: denied,
    cause: nothingAllows,
    source: docs.accessDenied,
  },
  {
    name: 'refuses a call with an allow for another action',
    edits: [food.set(API, allow('Action'), 'execute-api:InvalidateCache')],
    answer: denied,
    cause: nothingAllows,
    source: docs.accessDenied,
  },
  {
    name: 'refuses a call with an allow for another path',
    edits: [food.set(API, allow('Resource'), 'execute-api:/v1/GET/orders/*')],
    answer: denied,
    cause: notAllowed({ actionMatches: true, resourceMatches: false, principalMatches: true }),
    source: docs.accessDenied,
  },
  {
    name: 'refuses a call with an allow for another stage',
    edits: [food.set(API, allow('Resource'), 'execute-api:/v2/*')],
    answer: denied,
    cause: notAllowed({ actionMatches: true, resourceMatches: false, principalMatches: true }),
    source: docs.accessDenied,
  },
  {
    name: 'refuses to place an order with an allow for GET',
    edits: [food.set(API, allow('Resource'), 'execute-api:/v1/GET/*')],
    request: placeOrder,
    answer: denied,
    cause: notAllowed({ actionMatches: true, resourceMatches: false, principalMatches: true }),
    source: docs.accessDenied,
  },
  {
    name: 'refuses an unsigned caller with an allow for an account',
    edits: [food.set(API, allow('Principal'), { AWS: 'arn:aws:iam::111111111111:root' })],
    answer: denied,
    cause: notAllowed({ actionMatches: true, resourceMatches: true, principalMatches: false }),
    source: docs.accessDenied,
  },
  {
    name: 'refuses a call with an allow for another endpoint',
    edits: [
      food.set(API, allow('Condition'), { StringEquals: { 'aws:SourceVpce': OTHER_ENDPOINT } }),
      food.remove(API, ['Policy', 'Statement', DENY]),
    ],
    answer: denied,
    cause: byPolicy('implicitDeny', {
      label: ALLOW,
      conditions: [
        {
          operator: 'StringEquals',
          key: 'aws:SourceVpce',
          expected: [OTHER_ENDPOINT],
          actual: CONSUMERS_ENDPOINT,
          holds: false,
        },
      ],
    }),
    source: docs.privateApi,
  },
  {
    name: 'refuses a call that is both allowed and denied',
    edits: [food.remove(API, deny('Condition'))],
    answer: denied,
    cause: byPolicy('explicitDeny', { label: DENY, effect: 'Deny', conditions: [] }),
    source: docs.accessDenied,
  },
];
