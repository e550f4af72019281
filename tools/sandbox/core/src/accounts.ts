/** The accounts of a data folder, with their stacks. */
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
  /** Contains a folder per account, named after its ID. */
  readonly dataDir: string;
  /** Lets functions call the host names that the sandbox serves. */
  readonly functionClients: FunctionClients;
  /** Returns the endpoint of the AWS APIs; called when an account is added. */
  readonly awsEndpoint: () => string;
}

export class Accounts {
  private readonly byId = new Map<string, Account>();
  private sorted: readonly Account[] = [];

  constructor(private readonly props: AccountsProps) {}

  /** Sorted by ID, so that the order is the same after a restart. */
  get list(): readonly Account[] {
    return this.sorted;
  }

  /** @throws {PlacementError} when the account of a stack already exists in another Region. */
  assertRegions(artifacts: readonly StackArtifact[]): void {
    for (const artifact of artifacts) {
      const known = this.byId.get(artifact.account);
      if (known && known.region !== artifact.region) {
        throw regionConflict(artifact, known.region, 'what was deployed before');
      }
    }
  }

  /** Adds new accounts and returns them; their previous stacks need {@link restore}. */
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

  /** Deploys stacks in order. */
  async deploy(artifacts: readonly StackArtifact[], onEvent?: OnStackEvent): Promise<void> {
    for (const artifact of artifacts) {
      const account = this.byId.get(artifact.account);
      if (!account) throw new Error(`There is no account ${artifact.account}`);
      await account.stacks.deployStack(artifact, onEvent ? { onEvent } : {});
    }
  }

  /** Deletes stacks in reverse order, and skips those that do not exist. */
  async destroy(artifacts: readonly StackArtifact[], onEvent?: OnStackEvent): Promise<void> {
    for (const { account, name } of [...artifacts].reverse()) {
      const stacks = this.byId.get(account)?.stacks;
      if (stacks?.find(name)) await stacks.deleteStack(name, onEvent);
    }
  }
}

/** Restores the stacks of accounts after a restart. */
export async function restore(accounts: readonly Account[]): Promise<void> {
  await Promise.all(accounts.map(({ stacks }) => stacks.restore()));
}
