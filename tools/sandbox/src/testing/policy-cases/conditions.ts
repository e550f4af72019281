/** Cases of every condition operator. */
import type { Decision } from '../../services/iam/policy';
import { allow, request, type PolicyCase } from './policy-case';

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function byCondition(
  name: string,
  Condition: Conditions,
  context: Record<string, string>,
  expected: Decision['effect'],
): PolicyCase {
  return { name, policy: [{ ...allow, Condition }], request: request({ context }), expected };
}

const here = { 'aws:sourcevpce': 'vpce-1' };
const arn = { 'aws:sourcearn': 'arn:aws:execute-api:eu-central-1:2:api/v1/GET/orders' };

export const conditionCases: readonly PolicyCase[] = [
  byCondition('StringEquals', { StringEquals: { 'aws:sourcevpce': 'vpce-1' } }, here, 'allow'),
  byCondition(
    'StringEquals of another value',
    { StringEquals: { 'aws:sourcevpce': 'vpce-2' } },
    here,
    'implicitDeny',
  ),
  byCondition(
    'StringEquals in another case',
    { StringEquals: { 'aws:sourcevpce': 'VPCE-1' } },
    here,
    'implicitDeny',
  ),
  byCondition(
    'StringEquals, where * is a plain character',
    { StringEquals: { 'aws:sourcevpce': 'vpce-*' } },
    here,
    'implicitDeny',
  ),
  byCondition(
    'StringEquals of one of several values',
    { StringEquals: { 'aws:sourcevpce': ['vpce-2', 'vpce-1'] } },
    here,
    'allow',
  ),
  byCondition(
    'StringEquals without the key',
    { StringEquals: { 'aws:sourcevpce': 'vpce-1' } },
    {},
    'implicitDeny',
  ),
  byCondition(
    'a key in another case',
    { StringEquals: { 'AWS:SourceVpce': 'vpce-1' } },
    here,
    'allow',
  ),
  byCondition(
    'StringEqualsIfExists',
    { StringEqualsIfExists: { 'aws:sourcevpce': 'vpce-1' } },
    here,
    'allow',
  ),
  byCondition(
    'StringEqualsIfExists of another value',
    { StringEqualsIfExists: { 'aws:sourcevpce': 'vpce-2' } },
    here,
    'implicitDeny',
  ),
  byCondition(
    'StringEqualsIfExists without the key',
    { StringEqualsIfExists: { 'aws:sourcevpce': 'vpce-1' } },
    {},
    'allow',
  ),
  byCondition(
    'StringNotEquals',
    { StringNotEquals: { 'aws:sourcevpce': 'vpce-2' } },
    here,
    'allow',
  ),
  byCondition(
    'StringNotEquals of the same value',
    { StringNotEquals: { 'aws:sourcevpce': 'vpce-1' } },
    here,
    'implicitDeny',
  ),
  byCondition(
    'StringNotEquals where one of several is the same',
    { StringNotEquals: { 'aws:sourcevpce': ['vpce-2', 'vpce-1'] } },
    here,
    'implicitDeny',
  ),
  byCondition(
    'StringNotEquals without the key',
    { StringNotEquals: { 'aws:sourcevpce': 'vpce-1' } },
    {},
    'allow',
  ),
  byCondition(
    'StringNotEqualsIfExists without the key',
    { StringNotEqualsIfExists: { 'aws:sourcevpce': 'vpce-1' } },
    {},
    'allow',
  ),
  byCondition(
    'StringEqualsIgnoreCase',
    { StringEqualsIgnoreCase: { 'aws:sourcevpce': 'VPCE-1' } },
    here,
    'allow',
  ),
  byCondition(
    'StringNotEqualsIgnoreCase',
    { StringNotEqualsIgnoreCase: { 'aws:sourcevpce': 'VPCE-1' } },
    here,
    'implicitDeny',
  ),
  byCondition('StringLike', { StringLike: { 'aws:sourcevpce': 'vpce-?' } }, here, 'allow'),
  byCondition(
    'StringLike that does not match',
    { StringLike: { 'aws:sourcevpce': 'vpc-*' } },
    here,
    'implicitDeny',
  ),
  byCondition(
    'StringLike in another case',
    { StringLike: { 'aws:sourcevpce': 'VPCE-*' } },
    here,
    'implicitDeny',
  ),
  byCondition('StringNotLike', { StringNotLike: { 'aws:sourcevpce': 'vpc-*' } }, here, 'allow'),
  byCondition(
    'StringNotLike that matches',
    { StringNotLike: { 'aws:sourcevpce': 'vpce-*' } },
    here,
    'implicitDeny',
  ),
  byCondition(
    'ArnLike',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:*:2:api/v1/*/orders' } },
    arn,
    'allow',
  ),
  byCondition(
    'ArnLike that does not match',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:*:2:api/v1/POST/*' } },
    arn,
    'implicitDeny',
  ),
  byCondition(
    'ArnEquals by wildcard, as AWS has it',
    { ArnEquals: { 'aws:SourceArn': 'arn:aws:execute-api:*:2:api/*' } },
    arn,
    'allow',
  ),
  byCondition(
    'ArnNotEquals',
    { ArnNotEquals: { 'aws:SourceArn': 'arn:aws:execute-api:*:3:api/*' } },
    arn,
    'allow',
  ),
  byCondition(
    'ArnNotEquals that matches',
    { ArnNotEquals: { 'aws:SourceArn': 'arn:aws:execute-api:*:2:api/*' } },
    arn,
    'implicitDeny',
  ),
  byCondition(
    'ArnNotLike that matches',
    { ArnNotLike: { 'aws:SourceArn': 'arn:aws:execute-api:*:2:api/*' } },
    arn,
    'implicitDeny',
  ),
  ...['ArnLike', 'ArnEquals'].flatMap((operator) => [
    byCondition(
      `${operator}, where * does not reach over a colon`,
      { [operator]: { 'aws:SourceArn': 'arn:aws:execute-api:*:api/v1/GET/orders' } },
      arn,
      'implicitDeny',
    ),
    byCondition(
      `${operator}, where * at the end does not stand for the parts that are left`,
      { [operator]: { 'aws:SourceArn': 'arn:aws:execute-api:*' } },
      arn,
      'implicitDeny',
    ),
    byCondition(
      `${operator}, where * of one part does not reach into the next`,
      { [operator]: { 'aws:SourceArn': 'arn:*:execute-api:2:api/v1/GET/orders:*' } },
      { 'aws:sourcearn': 'arn:aws:x:execute-api:2:api/v1/GET/orders:y' },
      'implicitDeny',
    ),
    byCondition(
      `${operator} of a resource that has colons itself`,
      { [operator]: { 'aws:SourceArn': 'arn:aws:lambda:*:2:function:*:live' } },
      { 'aws:sourcearn': 'arn:aws:lambda:eu-central-1:2:function:place-order:live' },
      'allow',
    ),
  ]),
  ...['ArnNotLike', 'ArnNotEquals'].map((operator) =>
    byCondition(
      `${operator}, where * does not reach over a colon`,
      { [operator]: { 'aws:SourceArn': 'arn:aws:execute-api:*:api/v1/GET/orders' } },
      arn,
      'allow',
    ),
  ),
  byCondition(
    'StringLike, where * does reach over a colon',
    { StringLike: { 'aws:SourceArn': 'arn:*/orders' } },
    arn,
    'allow',
  ),
  byCondition(
    'ArnLikeIfExists without the key',
    { ArnLikeIfExists: { 'aws:SourceArn': 'arn:*' } },
    {},
    'allow',
  ),
  byCondition(
    'Bool',
    { Bool: { 'aws:securetransport': true } },
    { 'aws:securetransport': 'true' },
    'allow',
  ),
  byCondition(
    'Bool in a list',
    { Bool: { 'aws:securetransport': [true] } },
    { 'aws:securetransport': 'true' },
    'allow',
  ),
  byCondition(
    'Bool as text',
    { Bool: { 'aws:securetransport': 'True' } },
    { 'aws:securetransport': 'true' },
    'allow',
  ),
  byCondition(
    'Bool of the other value',
    { Bool: { 'aws:securetransport': 'false' } },
    { 'aws:securetransport': 'true' },
    'implicitDeny',
  ),
  byCondition(
    'Bool without the key',
    { Bool: { 'aws:securetransport': 'false' } },
    {},
    'implicitDeny',
  ),
  byCondition(
    'BoolIfExists without the key',
    { BoolIfExists: { 'aws:securetransport': 'false' } },
    {},
    'allow',
  ),
  byCondition('Null true without the key', { Null: { 'aws:sourcevpce': 'true' } }, {}, 'allow'),
  byCondition('Null true with the key', { Null: { 'aws:SourceVpce': true } }, here, 'implicitDeny'),
  byCondition(
    'Null TRUE with the key',
    { Null: { 'aws:sourcevpce': 'TRUE' } },
    here,
    'implicitDeny',
  ),
  byCondition('Null TRUE without the key', { Null: { 'aws:sourcevpce': 'TRUE' } }, {}, 'allow'),
  ...[here, {}].map((context) =>
    byCondition(
      `Null of both with the context ${JSON.stringify(context)}`,
      { Null: { 'aws:sourcevpce': ['true', 'false'] } },
      context,
      'allow',
    ),
  ),
  byCondition('Null false with the key', { Null: { 'aws:sourcevpce': 'false' } }, here, 'allow'),
  byCondition(
    'Null false without the key',
    { Null: { 'aws:sourcevpce': false } },
    {},
    'implicitDeny',
  ),
  byCondition(
    'two operators of which one fails',
    { StringEquals: { 'aws:sourcevpce': 'vpce-1' }, Bool: { 'aws:securetransport': 'true' } },
    here,
    'implicitDeny',
  ),
  byCondition(
    'two keys of which one fails',
    { StringEquals: { 'aws:sourcevpce': 'vpce-1', 'aws:sourcevpc': 'vpc-1' } },
    here,
    'implicitDeny',
  ),
  byCondition(
    'two keys that both hold',
    { StringEquals: { 'aws:sourcevpce': 'vpce-1', 'aws:sourcevpc': 'vpc-1' } },
    { ...here, 'aws:sourcevpc': 'vpc-1' },
    'allow',
  ),
];
