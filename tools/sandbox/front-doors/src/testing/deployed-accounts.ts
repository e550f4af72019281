/** Accounts with deployed stacks, which handle requests without a socket. */
import { join } from 'node:path';
import { readAssembly } from '@sandbox/engine/assembly';
import type { HttpResponse } from '@sandbox/kernel/http';
import { httpRequest } from '@sandbox/kernel/testing/http-request';
import { temporaryFolders } from '@sandbox/kernel/testing/temporary-folder';
import { Trace } from '@sandbox/kernel/trace';
import { Account } from '@sandbox/services/account';
import { AwsApi } from '../aws-api/aws-api';
import { handleRequest } from '../https/handle-request';

export interface Exchange {
  /** Undefined if the request got no response. */
  readonly response: HttpResponse | undefined;
  readonly trace: Trace;
}

export interface DeployedAccounts {
  readonly accounts: readonly Account[];
  readonly account: (id: string) => Account;
  /**
   * @param among the accounts in the order in which they are searched. @default the order of
   *   deployment
   */
  readonly send: (
    parts?: Parameters<typeof httpRequest>[0],
    among?: readonly Account[],
  ) => Promise<Exchange>;
}

/**
 * Returns an object that deploys assemblies until the test ends. Must be called at the top level of
 * a spec file.
 */
export function deployedAccounts(): (assemblies: readonly string[]) => Promise<DeployedAccounts> {
  const folders = temporaryFolders();
  const stops: (() => void | Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });
  return async (assemblies) => {
    const accounts = new Map<string, Account>();
    const awsApi = new AwsApi(() => accounts.values());
    const awsEndpoint = await awsApi.start(0);
    stops.push(() => awsApi.stop());
    const account = (id: string) => {
      const found = accounts.get(id);
      if (!found) throw new Error(`There is no account ${id}`);
      return found;
    };
    for (const artifact of assemblies.flatMap((folder) => readAssembly(folder))) {
      const { account: id, region } = artifact;
      if (!accounts.has(id)) {
        const folder = join(folders(), id);
        const neighbours = () => [...accounts.values()].filter((other) => other.id !== id);
        const made = new Account({
          id,
          region,
          folder,
          awsEndpoint,
          responses: awsApi,
          neighbours,
        });
        accounts.set(id, made);
        stops.push(() => made.stop());
      }
      await account(id).stacks.deployStack(artifact);
    }
    return {
      accounts: [...accounts.values()],
      account,
      send: async (parts, among = [...accounts.values()]) => {
        const request = httpRequest(parts);
        const trace = new Trace(`${request.method} ${request.host}${request.path}`);
        return { response: await handleRequest(request, among, trace), trace };
      },
    };
  };
}
