/** Two accounts whose AWS APIs answer, for what one asks of the other. */
import { Traces } from '@sandbox/kernel/traces';
import { Account } from '@sandbox/services/account';
import { AwsApi } from '../aws-api/aws-api';
import { region } from './account';

/** The account that has something. */
export const owner = '111111111111';

/** The account that asks for it. */
export const reader = '222222222222';

export interface TwoAccounts {
  readonly owner: Account;
  readonly reader: Account;
  readonly endpoint: string;
  readonly traces: Traces;
  stop(): Promise<void>;
}

/** @param folder where the accounts keep their data. */
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
