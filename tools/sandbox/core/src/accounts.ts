/** The accounts of a data folder, and what is deployed into them. */
import type { StackArtifact } from '@sandbox/engine/assembly';
import type { OnStackEvent } from '@sandbox/engine/stack-events';
import { authorityFile } from '@sandbox/front-doors/https/certificates';
import type { FunctionClients } from '@sandbox/front-doors/https/function-clients';
import { within } from '@sandbox/kernel/files/within';
import { Account, type AccountProps } from '@sandbox/services/account';
import type { FunctionNetwork } from '@sandbox/services/lambda/function-network';
import { regionConflict } from './placement';

export interface AccountsProps extends Pick<
  AccountProps,
  'responses' | 'inspectorOf' | 'onInvocation' | 'print'
> {
  /** Each account has a folder in it, called like its ID. */
  readonly dataDir: string;
  /** Functions as clients of the names that the sandbox serves. */
  readonly functionClients: FunctionClients;
  /** Returns where the AWS APIs answer; asked when an account is added. */
  readonly awsEndpoint: () => string;
}

export class Accounts {
  private readonly byId = new Map<string, Account>();
  private sorted: readonly Account[] = [];

  constructor(private readonly props: AccountsProps) {}

  /** By their IDs, so that a restart finds them in the same order as the first start. */
  get list(): readonly Account[] {
    return this.sorted;
  }

  /** @throws {PlacementError} when the account of a stack is there, in another Region. */
  assertRegions(artifacts: readonly StackArtifact[]): void {
    for (const artifact of artifacts) {
      const known = this.byId.get(artifact.account);
      if (known && known.region !== artifact.region) {
        throw regionConflict(artifact, known.region, 'what was deployed before');
      }
    }
  }

  /** Adds the accounts that are not there yet; none has the stacks of before until {@link restore}. */
  add(places: readonly Pick<StackArtifact, 'account' | 'region'>[]): readonly Account[] {
    return places.flatMap(({ account: id, region }) => {
      if (this.byId.has(id)) return [];
      const { dataDir, awsEndpoint, functionClients, ...props } = this.props;
      const folder = within(dataDir, id);
      const neighbours = () =>
        this.list.filter((other) => other.id !== id && other.region === region);
      const place = { id, region, folder, neighbours };
      const network: FunctionNetwork = {
        authorityFile: authorityFile(dataDir),
        join: (configuration) => functionClients.join(configuration, added),
      };
      const added = new Account({ ...props, ...place, network, awsEndpoint: awsEndpoint() });
      this.byId.set(id, added);
      this.sorted = [...this.sorted, added].sort((one, other) => Number(one.id) - Number(other.id));
      return [added];
    });
  }

  /** Deploys stacks one after the other, each after those that it depends on. */
  async deploy(artifacts: readonly StackArtifact[], onEvent?: OnStackEvent): Promise<void> {
    for (const artifact of artifacts) {
      const account = this.byId.get(artifact.account);
      if (!account) throw new Error(`There is no account ${artifact.account}`);
      await account.stacks.deployStack(artifact, onEvent ? { onEvent } : {});
    }
  }

  /** Deletes stacks, the last one first; one that is not there is deleted. */
  async destroy(artifacts: readonly StackArtifact[], onEvent?: OnStackEvent): Promise<void> {
    for (const { account, name } of [...artifacts].reverse()) {
      const stacks = this.byId.get(account)?.stacks;
      if (stacks?.find(name)) await stacks.deleteStack(name, onEvent);
    }
  }
}

/** Makes again what was deployed into accounts before a restart. */
export async function restore(accounts: readonly Account[]): Promise<void> {
  await Promise.all(accounts.map(({ stacks }) => stacks.restore()));
}
