/** An API that requires signatures: their validity, and the policies that admit the caller. */
import { API, consumer, docs, food, FOOD, LIST_METHOD, PLACE_METHOD, placeOrder } from '../edits';
import type { FidelityCase, RequestSignature } from '../fidelity-case';
import { containing, including } from '../part';

const ACCOUNT = '111111111111';
const OTHER_ENDPOINT = 'vpce-0123456789abcdef0';
const ALLOW = 'AllowCalls';
const DENY = 'DenyUnlessThroughTheConsumersEndpoint';
const SHOP = `arn:aws:iam::${ACCOUNT}:role/shop`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/shop/client`;

const statement = (sid: string, ...at: readonly string[]) => ['Policy', 'Statement', sid, ...at];
const rootOf = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });

/** A role of the consumer's account that is allowed an action on every API. */
const shop = (Action: string) =>
  consumer.add('Shop', {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'shop',
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: rootOf(ACCOUNT), Action: 'sts:AssumeRole' }],
      },
      Policies: [
        {
          PolicyName: 'Calls',
          PolicyDocument: { Statement: [{ Sid: 'Calls', Effect: 'Allow', Action, Resource: '*' }] },
        },
      ],
    },
  });

const caller = shop('execute-api:Invoke');

/** The edits for a stage with `access: 'iam'`, and a role that may call its API. */
const requiresSignatures = [
  food.set(LIST_METHOD, ['AuthorizationType'], 'AWS_IAM'),
  food.set(PLACE_METHOD, ['AuthorizationType'], 'AWS_IAM'),
  food.set(API, statement(ALLOW, 'Principal'), rootOf(ACCOUNT)),
  caller,
];

const signedBy = (signature: Omit<RequestSignature, 'role'> = {}) => ({
  signature: { role: SHOP, ...signature },
});

const refused = (errorType: string, status = 403, code = 'ACCESS.DENIED') => ({
  status,
  headers: { 'x-amzn-errortype': errorType },
  body: { code },
});
const invalidSignature = refused('InvalidSignatureException');
const denied = refused('AccessDeniedException');

const byRule = (rule: string) => ({
  hop: 'caller',
  decision: { kind: 'rule', rule: containing(rule) },
});

const byPolicy = (hop: string, kind: string, effect: string, policy: object) => ({
  hop,
  decision: {
    kind: 'policies',
    request: { principal: SESSION, action: 'execute-api:Invoke' },
    effect,
    decidedBy: { kind },
    policies: including({ kind, effect, ...policy }),
  },
});

const wrongSignature = byRule('signature we calculated does not match');

const byApi = (effect: string, decided: object) =>
  byPolicy('resource policy', 'resource', effect, { where: `${FOOD}/${API}`, statement: decided });

export const signedCalls: readonly FidelityCase[] = [
  {
    name: 'accepts a signed call that the API and the account of the caller allow',
    given: requiresSignatures,
    request: { ...placeOrder, ...signedBy() },
    answer: { status: 201 },
    cause: { hop: 'integration', outcome: 'passed', detail: 'placeorder' },
    source: docs.iamAccess,
  },
  {
    name: 'requires a signature',
    given: requiresSignatures,
    // The API defines this gateway response.
    answer: refused('MissingAuthenticationTokenException', 404, 'ROUTE.NOT_FOUND'),
    cause: byRule('the method requires a signature'),
    source: docs.gatewayResponses,
  },
  {
    name: 'does not accept a bearer token as a signature',
    given: requiresSignatures,
    request: { headers: { authorization: 'Bearer abc' } },
    // The API defines DEFAULT_4XX.
    answer: refused('IncompleteSignatureException', 400, 'REQUEST.MALFORMED'),
    cause: byRule('missing equal-sign'),
    source: docs.signatureErrors,
  },
  {
    name: 'refuses a signature made with another secret',
    given: requiresSignatures,
    request: signedBy({ secretAccessKey: 'another' }),
    answer: invalidSignature,
    cause: wrongSignature,
    source: docs.signatureErrors,
  },
  {
    name: 'refuses an invalid signature even if the API requires none',
    given: [caller],
    request: signedBy({ secretAccessKey: 'another' }),
    answer: invalidSignature,
    cause: wrongSignature,
    source: docs.executeApiEndpointPolicy,
  },
  {
    name: 'refuses a signature for another service',
    given: requiresSignatures,
    request: signedBy({ service: 'lambda' }),
    answer: invalidSignature,
    cause: byRule("scoped to correct service: 'execute-api'"),
    source: docs.signatureErrors,
  },
  {
    name: 'refuses a signature that is older than five minutes',
    given: requiresSignatures,
    request: signedBy({ minutesOld: 6 }),
    answer: invalidSignature,
    cause: byRule('Signature expired'),
    source: docs.signatureErrors,
  },
  {
    name: 'refuses a signature from the future',
    given: requiresSignatures,
    request: signedBy({ minutesOld: -6 }),
    answer: invalidSignature,
    cause: byRule('Signature not yet current'),
    source: docs.signatureErrors,
  },
  {
    name: 'refuses an unknown access key',
    given: requiresSignatures,
    request: signedBy({ accessKeyId: 'ASIA0000000000000000' }),
    answer: refused('UnrecognizedClientException'),
    cause: byRule('security token included in the request is invalid'),
    source: docs.forbidden,
  },
  {
    name: 'refuses an account that the API does not name',
    given: requiresSignatures,
    edits: [food.set(API, statement(ALLOW, 'Principal'), rootOf('333333333333'))],
    request: signedBy(),
    answer: denied,
    cause: byApi('implicitDeny', { label: ALLOW, principalMatches: false }),
    source: docs.accessDenied,
  },
  {
    name: 'refuses a role that the API does not name',
    given: requiresSignatures,
    edits: [
      food.set(API, statement(ALLOW, 'Condition'), {
        ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/till` },
      }),
    ],
    request: signedBy(),
    answer: denied,
    cause: byApi('implicitDeny', {
      label: ALLOW,
      conditions: [{ key: 'aws:PrincipalArn', actual: SHOP, holds: false }],
    }),
    source: docs.conditionKeys,
  },
  {
    name: 'refuses a signed call through an endpoint that the API does not name',
    given: requiresSignatures,
    edits: [
      food.set(
        API,
        statement(DENY, 'Condition', 'StringNotEquals', 'aws:SourceVpce'),
        OTHER_ENDPOINT,
      ),
    ],
    request: signedBy(),
    answer: denied,
    cause: byApi('explicitDeny', { label: DENY, effect: 'Deny' }),
    source: docs.privateApi,
  },
  {
    name: 'refuses a caller of another account without an identity-based policy',
    given: requiresSignatures,
    edits: [shop('execute-api:InvalidateCache')],
    request: signedBy(),
    answer: denied,
    cause: byPolicy('role policy', 'identity', 'implicitDeny', {}),
    source: docs.accessDenied,
  },
];
