/** AWS API calls of a function: its role's policies and permissions boundary. */
import { docs, food, FOOD, LIST_FUNCTION, placeOrder } from '../edits';
import type { FidelityCase, TemplateEdit } from '../fidelity-case';
import { including } from '../part';

const LIST = 'Microservice/list-orders/Lambda/Role';
const PLACE = 'Microservice/place-order/Lambda/Role';
const LIST_POLICY = `${LIST}/DefaultPolicy/Resource`;
const PLACE_POLICY = `${PLACE}/DefaultPolicy/Resource`;
const ORDERS_TABLE = 'Microservice/Orders/Table/Resource';
const TABLE = 'MicroserviceOrdersTable57DC4641';
/** In a role's default policy, the first statement is for X-Ray, and the second one for the table. */
const tableStatement = (...at: readonly string[]) => ['PolicyDocument', 'Statement', 1, ...at];

/** The function does not reveal the reason to its client. */
const failed = { status: 500, body: { code: 'SERVICE.INTERNAL_ERROR' } };

const byRole = (effect: string, where: string, statement: object | undefined) => ({
  hop: 'role policy',
  decision: {
    kind: 'policies',
    effect,
    decidedBy: { kind: 'identity' },
    policies: including({
      kind: 'identity',
      where: `${FOOD}/${where}`,
      effect,
      ...(statement && { statement }),
    }),
  },
});

/** A statement for the action, but for another resource. */
const otherResource = {
  label: 'statement 2',
  effect: 'Allow',
  actionMatches: true,
  resourceMatches: false,
};

const deny = (Action: string) => ({ Sid: 'Never', Effect: 'Deny', Action, Resource: '*' });

const boundary = (Action: string): readonly TemplateEdit[] => [
  food.add('Boundary', {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Sid: 'AtMost', Effect: 'Allow', Action, Resource: '*' }],
      },
    },
  }),
  food.set(`${LIST}/Resource`, ['PermissionsBoundary'], { Ref: 'Boundary' }),
];

export const functionCalls: readonly FidelityCase[] = [
  {
    name: 'refuses a table read without a statement for the table',
    edits: [food.remove(LIST_POLICY, tableStatement())],
    answer: failed,
    cause: byRole('implicitDeny', LIST_POLICY, undefined),
    source: docs.policyEvaluation,
  },
  {
    name: 'refuses a table read without a policy',
    edits: [food.remove(LIST_POLICY)],
    answer: failed,
    cause: {
      hop: 'role policy',
      decision: { effect: 'implicitDeny', decidedBy: { kind: 'identity' } },
    },
    source: docs.policyEvaluation,
  },
  {
    name: 'refuses an index read with a statement for the table',
    edits: [food.set(LIST_POLICY, tableStatement('Resource'), { 'Fn::GetAtt': [TABLE, 'Arn'] })],
    answer: failed,
    cause: byRole('implicitDeny', LIST_POLICY, otherResource),
    source: docs.dynamoDbIndexes,
  },
  {
    name: 'refuses an index read with a statement for another index',
    edits: [
      food.set(LIST_POLICY, tableStatement('Resource'), {
        'Fn::Join': ['', [{ 'Fn::GetAtt': [TABLE, 'Arn'] }, '/index/oldest-first']],
      }),
    ],
    answer: failed,
    cause: byRole('implicitDeny', LIST_POLICY, otherResource),
    source: docs.dynamoDbIndexes,
  },
  {
    name: 'refuses a query with a statement for GetItem',
    edits: [food.set(LIST_POLICY, tableStatement('Action'), 'dynamodb:GetItem')],
    answer: failed,
    cause: byRole('implicitDeny', LIST_POLICY, undefined),
    source: docs.policyEvaluation,
  },
  {
    name: 'refuses a write to another table',
    edits: [
      food.set(
        PLACE_POLICY,
        tableStatement('Resource'),
        'arn:aws:dynamodb:eu-central-1:222222222222:table/other',
      ),
    ],
    request: placeOrder,
    answer: failed,
    cause: byRole('implicitDeny', PLACE_POLICY, otherResource),
    source: docs.policyEvaluation,
  },
  {
    name: 'refuses a table read with another tag',
    edits: [
      food.set(ORDERS_TABLE, ['Tags'], [{ Key: 'team', Value: 'drinks' }]),
      food.set(LIST_POLICY, tableStatement('Condition'), {
        StringEquals: { 'aws:ResourceTag/team': 'food' },
      }),
    ],
    answer: failed,
    cause: byRole('implicitDeny', LIST_POLICY, {
      label: 'statement 2',
      conditions: [{ key: 'aws:ResourceTag/team', actual: 'drinks', holds: false }],
    }),
    source: docs.globalConditionKeys,
  },
  {
    name: 'refuses a table read through the endpoint of another account',
    edits: [
      food.set(LIST_POLICY, tableStatement('Condition'), {
        StringEquals: { 'aws:VpceAccount': '333333333333' },
      }),
    ],
    answer: failed,
    cause: byRole('implicitDeny', LIST_POLICY, {
      label: 'statement 2',
      conditions: [{ key: 'aws:VpceAccount', actual: '222222222222', holds: false }],
    }),
    source: docs.globalConditionKeys,
  },
  {
    name: 'refuses a call that the role policy denies',
    edits: [food.set(LIST_POLICY, tableStatement(), deny('dynamodb:*'))],
    answer: failed,
    cause: byRole('explicitDeny', LIST_POLICY, { label: 'Never', effect: 'Deny' }),
    source: docs.policyEvaluation,
  },
  {
    name: 'refuses a call beyond the permissions boundary of the role',
    edits: boundary('dynamodb:GetItem'),
    answer: failed,
    cause: {
      hop: 'permissions boundary',
      decision: {
        effect: 'implicitDeny',
        decidedBy: { kind: 'boundary' },
        policies: including({ kind: 'boundary', where: 'Boundary', effect: 'implicitDeny' }),
      },
    },
    source: docs.boundaries,
  },
  {
    name: 'does not accept another role for a function',
    edits: [
      food.set(LIST_FUNCTION, ['Role'], {
        'Fn::GetAtt': ['MicroservicegetorderLambdaRoleBC50D699', 'Arn'],
      }),
    ],
    answer: failed,
    cause: {
      hop: 'endpoint policy',
      decision: { effect: 'implicitDeny', request: { action: 'dynamodb:Query' } },
    },
    source: docs.executionRole,
  },
];
