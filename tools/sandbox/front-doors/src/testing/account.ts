/** An account that serves the AWS APIs, without the rest of a sandbox. */
import { accountId, region } from '@sandbox/engine/testing/stack-artifact';
import { Account } from '@sandbox/services/account';
import type { Credentials } from '@sandbox/services/iam/session';
import { AwsApi } from '../aws-api/aws-api';

export { accountId, region };

export interface RunningAccount {
  readonly account: Account;
  readonly awsApi: AwsApi;
  /** The endpoint of the AWS APIs. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Returns the credentials of a role that is allowed these actions on all resources. */
export function credentialsFor(account: Account, ...actions: readonly string[]): Credentials {
  const role = account.iam.putRole(`may-${actions.join('-').replace(/[^\w-]/g, '-')}`);
  const document = { Statement: { Effect: 'Allow', Action: actions, Resource: '*' } };
  account.iam.putRolePolicy(role.name, 'May', document, role.name);
  return account.iam.assumeRole(role.arn);
}

/** @param folder the account's data folder. */
export async function startAccount(folder: string): Promise<RunningAccount> {
  const accounts: Account[] = [];
  const awsApi = new AwsApi(() => accounts);
  const endpoint = await awsApi.start(0);
  const account = new Account({
    id: accountId,
    region,
    folder,
    awsEndpoint: endpoint,
    responses: awsApi,
  });
  accounts.push(account);
  return {
    account,
    awsApi,
    endpoint,
    stop: async () => {
      await account.stop();
      await awsApi.stop();
    },
  };
}
