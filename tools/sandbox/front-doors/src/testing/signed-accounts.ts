/** Two accounts: one has an API that requires signatures, the other a role that signs requests. */
import {
  consumer,
  endpointId,
  twoAccounts,
  type TwoAccountsOptions,
} from '@sandbox/engine/testing/two-accounts';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import type { Credentials } from '@sandbox/services/iam/session';
import { deployedAccounts, type Exchange, type DeployedAccounts } from './deployed-accounts';

type Properties = NonNullable<TwoAccountsOptions['properties']>;

const invoke = { Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };

export const onlyThrough = (endpoint: string) => ({
  ...{ Sid: 'OnlyThroughTheEndpoint', Effect: 'Deny', Principal: '*', ...invoke },
  Condition: { StringNotEquals: { 'aws:SourceVpce': endpoint } },
});

/** The policy of an API that allows an account, through an endpoint. */
export const policyFor = (account: string, endpoint = endpointId) => ({
  Statement: [
    {
      ...{ Sid: 'Callers', Effect: 'Allow', ...invoke },
      Principal: { AWS: `arn:aws:iam::${account}:root` },
    },
    onlyThrough(endpoint),
  ],
});

/** Properties of a private API. */
export function privately(Policy: object) {
  return { EndpointConfiguration: { Types: ['PRIVATE'] }, Policy };
}

/** Properties of an execute-api endpoint that allows requests signed by one account. */
export const filterFor = (account: string) => ({
  PolicyDocument: {
    Statement: [
      {
        ...{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' },
        Principal: { AWS: `arn:aws:iam::${account}:root` },
      },
    ],
  },
});

const iamMethod = { AuthorizationType: 'AWS_IAM' };

/** Methods that require a signature, of an API that allows the consumer. */
export const signedMethods = {
  ...{ Get: iamMethod, Post: iamMethod, Put: iamMethod },
  Api: privately(policyFor(consumer)),
};

const identityEcho = `export const handler = async ({ requestContext: { identity } }) => ({
  statusCode: 200, body: JSON.stringify(identity) });`;

/**
 * Must be called at the top level of a spec file. Returns a function that deploys both accounts
 * until the test ends.
 */
export function signedAccounts(): (properties?: Properties) => Promise<DeployedAccounts> {
  const folders = temporaryFolders();
  const deployed = deployedAccounts();
  return (properties = signedMethods) =>
    deployed(twoAccounts(folders, { properties, handler: identityEcho }));
}

export interface RoleOptions {
  /** The statements of the role's policy. @default to call APIs */
  readonly action?: string;
  /** @default the consumer's */
  readonly account?: string;
  /** When the session expires, in milliseconds since the epoch. @default never */
  readonly expiresAt?: number;
  /** The statements of the role's permissions boundary. @default none */
  readonly boundary?: string;
}

/** The session of {@link shopCredentials}. */
export const SESSION = `arn:aws:sts::${consumer}:assumed-role/shop/morning`;

/** Returns the credentials of a session of a role. */
export function shopCredentials(
  { account }: DeployedAccounts,
  { action = 'execute-api:Invoke', account: id = consumer, expiresAt, boundary }: RoleOptions = {},
): Credentials {
  const { iam } = account(id);
  const allowing = (Action: string) => ({ Statement: { Effect: 'Allow', Action, Resource: '*' } });
  const bound =
    boundary === undefined ? undefined : iam.putManagedPolicy('bound', allowing(boundary), 'bound');
  const role = iam.putRole('shop', { boundary: bound });
  iam.putRolePolicy('shop', 'calls', allowing(action), 'consumer/Shop');
  return iam.assumeRole(role.arn, {
    sessionName: 'morning',
    ...(expiresAt !== undefined && { expiresAt }),
  });
}

export const bodyOf = ({ response }: Exchange) =>
  JSON.parse(response?.body.toString() ?? '') as { readonly message: string };

/** Returns the status, and the hop that refused the request. */
export const outcomeOf = ({ response, trace }: Exchange) => [response?.status, trace.refusal?.name];

export const errorTypeOf = ({ response }: Exchange) => response?.headers['x-amzn-errortype'];
