/** The caller of an AWS API: a session of a role, or the administrator of an account. */
import type { AccountIdentity } from '@sandbox/engine/resource-type';
import type { Policy } from '@sandbox/policy/policy';
import type { Principal } from '@sandbox/policy/principal';
import type { VpcConfig } from '../ec2/vpc-config';
import type { Session } from '../iam/session';
import type { AccountWith } from '../services';
import { ApiError } from './api-error';
import type { Credential } from './credential';

export interface Caller<Owner extends AccountIdentity = AccountIdentity> {
  readonly account: Owner;
  readonly principal: Extract<Principal, { kind: 'role' | 'root' }>;
  /** The user ID as in STS. */
  readonly userId: string;
  /** The identity-based policies; an administrator needs none. */
  readonly policies: readonly Policy[];
  /** The permissions boundary. */
  readonly boundary?: Policy | undefined;
  /** The function whose execution environment makes the call. */
  readonly functionArn?: string | undefined;
  /** The subnets and groups of that function; absent outside of a VPC. */
  readonly vpc?: VpcConfig | undefined;
}

/** The parts of an account that identify its callers. */
export interface SigningAccount<Owner> extends AccountWith<'iam'> {
  /** Returns the account with an ID that has no stack. */
  other(id: string): Owner;
}

const ACCOUNT_ID = /^\d{12}$/;

/**
 * Finds the caller by the access key: that of a session, or a 12-digit account ID, which stands for
 * the account's administrator with any secret. The account may be empty, since the deployment of
 * its first stack may have to read from another account before.
 *
 * @param sessionToken the header `X-Amz-Security-Token`, which a session's requests carry.
 * @param accounts those with a stack.
 * @throws {ApiError} when the credentials are unknown.
 */
export function callerOf<Owner extends SigningAccount<Owner>>(
  { accessKeyId }: Credential,
  sessionToken: string | undefined,
  accounts: readonly Owner[],
): Caller<Owner> {
  if (ACCOUNT_ID.test(accessKeyId)) {
    const account =
      accounts.find(({ id }) => id === accessKeyId) ?? accounts[0]?.other(accessKeyId);
    if (account) return administrator(account);
  }
  return callerInSession(accessKeyId, sessionToken, accounts).caller;
}

/** A caller with a session of a role. */
export interface CallerInSession<Owner extends AccountIdentity> {
  readonly session: Session;
  readonly caller: Caller<Owner>;
}

/**
 * Finds the caller by the access key of a session; administrators have none.
 *
 * @param sessionToken the header `X-Amz-Security-Token`.
 * @throws {ApiError} when there is no such session, the token does not match, or the session has
 *   expired.
 */
export function callerInSession<Owner extends AccountWith<'iam'>>(
  accessKeyId: string,
  sessionToken: string | undefined,
  accounts: readonly Owner[],
): CallerInSession<Owner> {
  const [found] = accounts.flatMap((account) => {
    const session = account.iam.session(accessKeyId);
    return session === undefined ? [] : [{ account, session }];
  });
  if (!found || found.session.credentials.sessionToken !== sessionToken) {
    const message = 'The security token included in the request is invalid.';
    throw new ApiError('unrecognizedClient', message);
  }
  const { account, session } = found;
  if (session.hasExpired) {
    throw new ApiError('expiredToken', 'The security token included in the request is expired');
  }
  const { role, principal, userId, functionArn, vpc } = session;
  const { boundary } = role;
  const policies = [...role.policies.values()];
  return {
    session,
    caller: { account, principal, userId, policies, boundary, functionArn, vpc },
  };
}

/**
 * Returns the administrator, whose principal is the root user, which also stands for the account in
 * policies.
 */
function administrator<Owner extends AccountIdentity>(account: Owner): Caller<Owner> {
  return {
    account,
    principal: { kind: 'root', account: account.id },
    userId: account.id,
    policies: [],
  };
}
