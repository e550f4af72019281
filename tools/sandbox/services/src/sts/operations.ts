/**
 * The operations of STS: the caller's identity, and sessions of roles.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
import { z } from 'zod';
import { principalName } from '@sandbox/policy/principal';
import type { ApiCall } from '../aws-api/api-call';
import { ApiError } from '../aws-api/api-error';
import { authorizeCall } from '../aws-api/authorization';
import { notKnown, operation, type Operation, type Operations } from '../aws-api/operation';
import type { AccountWith } from '../services';

/** The parts of an account that the operations use. */
type Owner = AccountWith<'iam'>;

type Call = ApiCall<Owner>;

/**
 * The limits of a session's duration in seconds. The maximum is the default of a role's
 * `MaxSessionDuration`, which roles here can't change.
 */
const DURATION = { min: 900, max: 3_600, chained: 3_600 };

const assumeRoleInput = z.object({
  RoleArn: z.string().regex(/^arn:aws:iam::\d{12}:role\/.+$/, 'Member must be the ARN of a role'),
  RoleSessionName: z
    .string()
    .regex(/^[\w+=,.@-]{2,64}$/, 'Member must satisfy regular expression pattern: [\\w+=,.@-]*'),
  DurationSeconds: z.coerce
    .number('Member must be a number')
    .int()
    .min(DURATION.min, `Member must have value greater than or equal to ${DURATION.min}`)
    .max(43_200, 'Member must have value less than or equal to 43200')
    .default(DURATION.max),
  ExternalId: z.string().optional(),
  Policy: notKnown('session policies are not supported'),
  PolicyArns: notKnown('session policies are not supported'),
});

/** Requires no permission: in AWS, no policy can deny it. */
const getCallerIdentity = operation(z.unknown(), (_input, { caller }) => ({
  Arn: principalName(caller.principal),
  UserId: caller.userId,
  Account: caller.account.id,
}));

const assumeRole = operation(assumeRoleInput, (input, call: Call) => {
  const { RoleArn, RoleSessionName: sessionName, DurationSeconds: seconds, ExternalId } = input;
  const [, , , , owner = ''] = RoleArn.split(':');
  const account = call.accountOf(owner);
  const role = account?.iam.role(RoleArn);
  authorizeCall(call, {
    action: 'sts:AssumeRole',
    resource: RoleArn,
    context: [
      ['sts:rolesessionname', sessionName],
      ...(ExternalId === undefined ? [] : [['sts:externalid', ExternalId] as const]),
    ],
    tags: role?.tags,
    policies: { trust: role?.trust, resourceAccount: owner },
    policyHop: 'trust policy',
  });
  if (!account || !role?.trust) throw notAuthorized(call, RoleArn);
  if (seconds > DURATION.max) throw tooLong();
  const expiresAt = Date.now() + seconds * 1000;
  const credentials = account.iam.assumeRole(RoleArn, { sessionName, expiresAt });
  const session = account.iam.session(credentials.accessKeyId);
  return {
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: new Date(expiresAt),
    },
    AssumedRoleUser: {
      AssumedRoleId: session?.userId,
      Arn: session?.principal.sessionArn,
    },
    PackedPolicySize: 0,
  };
});

/** AWS's error does not distinguish an unknown role from one that the caller may not assume. */
function notAuthorized({ caller, trace }: Call, roleArn: string): ApiError {
  trace.refused('trust policy', `${roleArn} does not exist, or has no trust policy`);
  const who = principalName(caller.principal);
  const message = `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
  return new ApiError('accessDenied', message);
}

function tooLong(): ApiError {
  return new ApiError(
    'invalid',
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  );
}

export const stsOperations: Operations<Owner> = new Map<string, Operation<Owner>>([
  ['GetCallerIdentity', getCallerIdentity],
  ['AssumeRole', assumeRole],
]);
