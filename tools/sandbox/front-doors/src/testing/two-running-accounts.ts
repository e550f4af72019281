/** Two accounts that serve the AWS APIs, for calls from one to the other. */
import { Traces } from '@sandbox/kernel/traces';
import { Account } from '@sandbox/services/account';
import { AwsApi } from '../aws-api/aws-api';
import { region } from './account';

/** The account that owns a resource. */
export const owner = '111111111111';

/** The account that uses it. */
export const reader = '222222222222';

export interface TwoAccounts {
  readonly owner: Account;
  readonly reader: Account;
  readonly endpoint: string;
  readonly traces: Traces;
  stop(): Promise<void>;
}

/** @param folder the data folder of the accounts. */
export async function startTwoAccounts(folder: string): Promise<TwoAccounts> {
  const accounts: Account[] = [];
  const traces = new Traces();
  const awsApi = new AwsApi(() => accounts, traces);
  const endpoint = await awsApi.start(0);
  const newAccount = (id: string) =>
    new Account({
      ...{ id, region, folder: `${folder}/${id}`, awsEndpoint: endpoint, responses: awsApi },
      neighbours: () => accounts.filter((other) => other.id !== id),
    });
  const both = { owner: newAccount(owner), reader: newAccount(reader) };
  accounts.push(both.owner, both.reader);
  return {
    ...both,
    endpoint,
    traces,
    stop: async () => {
      await Promise.all(accounts.map((account) => account.stop()));
      await awsApi.stop();
    },
  };
}
