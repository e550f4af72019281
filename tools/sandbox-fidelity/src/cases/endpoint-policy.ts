/** The policies of VPC endpoints, which filter calls: of the consumer's endpoint and of a service's gateway endpoint. */
import { consumer, docs, food, FOOD } from '../edits';
import type { FidelityCase } from '../fidelity-case';
import { including } from '../part';

const EXECUTE_API = 'ExecuteApi/Endpoint/Resource';
const CALLS = 'InvokeApisOfTheServiceAccounts';
const DYNAMODB = 'Microservice/Network/Vpc/DynamoDb/Resource';
/** The index in the gateway endpoint's policy, whose statements are for placing, listing and reading orders. */
const LISTING = 1;
const TABLE = 'MicroserviceOrdersTable57DC4641';

const invocation = (...at: readonly string[]) => ['PolicyDocument', 'Statement', CALLS, ...at];
const listing = (...at: readonly string[]) => ['PolicyDocument', 'Statement', LISTING, ...at];

const denied = { status: 403, body: { code: 'ACCESS.DENIED' } };
const failed = { status: 500, body: { code: 'SERVICE.INTERNAL_ERROR' } };

const byEndpoint = (where: string, effect: string, statement?: object) => ({
  hop: 'endpoint policy',
  decision: {
    kind: 'policies',
    effect,
    decidedBy: { kind: 'endpoint' },
    policies: including({ kind: 'endpoint', where, effect, ...(statement && { statement }) }),
  },
});

const byExecuteApi = (effect: string, statement?: object) =>
  byEndpoint(`consumer-infra-sandbox/${EXECUTE_API}`, effect, statement);
const byDynamoDb = (effect: string, statement?: object) =>
  byEndpoint(`${FOOD}/${DYNAMODB}`, effect, statement);

export const endpointPolicy: readonly FidelityCase[] = [
  {
    name: 'refuses a call to an account that the endpoint policy does not name',
    edits: [
      consumer.set(EXECUTE_API, invocation('Resource'), [
        'arn:aws:execute-api:eu-central-1:333333333333:*',
      ]),
    ],
    answer: denied,
    cause: byExecuteApi('implicitDeny', { label: CALLS, resourceMatches: false }),
    source: docs.executeApiEndpointPolicy,
  },
  {
    name: 'refuses a call if the endpoint policy allows another action only',
    edits: [consumer.set(EXECUTE_API, invocation('Action'), 'execute-api:ManageConnections')],
    answer: denied,
    cause: byExecuteApi('implicitDeny'),
    source: docs.executeApiEndpointPolicy,
  },
  {
    name: 'refuses an unsigned call if the endpoint policy names an account',
    edits: [
      consumer.set(EXECUTE_API, invocation('Principal'), { AWS: 'arn:aws:iam::111111111111:root' }),
    ],
    answer: denied,
    cause: byExecuteApi('implicitDeny', { label: CALLS, principalMatches: false }),
    source: docs.executeApiEndpointPolicy,
  },
  {
    name: 'refuses a call that the endpoint policy denies and the API allows',
    edits: [consumer.set(EXECUTE_API, invocation('Effect'), 'Deny')],
    answer: denied,
    cause: byExecuteApi('explicitDeny', { label: CALLS, effect: 'Deny' }),
    source: docs.executeApiEndpointPolicy,
  },
  {
    name: 'refuses a role that the gateway endpoint policy does not name',
    edits: [
      food.set(DYNAMODB, listing('Condition', 'ArnEquals', 'aws:PrincipalArn'), {
        'Fn::GetAtt': ['MicroservicegetorderLambdaRoleBC50D699', 'Arn'],
      }),
    ],
    answer: failed,
    cause: byDynamoDb('implicitDeny', {
      label: 'statement 2',
      conditions: including({ operator: 'ArnEquals', key: 'aws:PrincipalArn', holds: false }),
    }),
    source: docs.gatewayEndpointPolicy,
  },
  {
    name: 'refuses a query if the gateway endpoint policy allows GetItem only',
    edits: [food.set(DYNAMODB, listing('Action'), 'dynamodb:GetItem')],
    answer: failed,
    cause: byDynamoDb('implicitDeny'),
    source: docs.gatewayEndpointPolicy,
  },
  {
    name: 'refuses an index query if the gateway endpoint policy allows the table only',
    edits: [food.set(DYNAMODB, listing('Resource'), { 'Fn::GetAtt': [TABLE, 'Arn'] })],
    answer: failed,
    cause: byDynamoDb('implicitDeny', { label: 'statement 2', resourceMatches: false }),
    source: docs.gatewayEndpointPolicy,
  },
  {
    name: 'refuses a call that the gateway endpoint policy denies',
    edits: [food.set(DYNAMODB, listing('Effect'), 'Deny')],
    answer: failed,
    cause: byDynamoDb('explicitDeny', { label: 'statement 2', effect: 'Deny' }),
    source: docs.gatewayEndpointPolicy,
  },
];
