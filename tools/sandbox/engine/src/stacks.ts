/** CloudFormation of one account. Each stack has at most one operation in progress. */
import { join } from 'node:path';
import { reasonOf } from '@sandbox/kernel/one-line';
import type { StackArtifact } from './assembly';
import { AssetStore } from './asset-store';
import { deleteStack, deployStack, type DeployOptions } from './deploy';
import { DeployedStack } from './deployed-stack';
import type { Secrets } from './dynamic-references';
import { StackRefusedError } from './errors';
import { exportsOf } from './exports';
import { Identities, type ExistingResource } from './identities';
import { Inventory } from './inventory';
import type { StackEnvironment } from './operation';
import { ResourceHandlers } from './resource-handlers';
import { restoreResource } from './resource-steps';
import type { AccountIdentity, CustomResourceResponses } from './resource-type';
import type { ResourceTypes } from './resource-types';
import type { OnStackEvent } from './stack-events';
import type { StackResource } from './stack-state';
import { StateStore } from './state-store';
import { TemplateError } from './template';

export interface StacksProps<Account extends AccountIdentity> {
  readonly account: Account;
  readonly types: ResourceTypes<Account>;
  /** Resolves dynamic references to Secrets Manager. */
  readonly secrets: Secrets;
  /** The folder of the account's data. */
  readonly folder: string;
  readonly responses: CustomResourceResponses;
  /** Called with the folder of the assets before one is stored, to add what their code needs next to it. */
  readonly prepareAssets: (folder: string) => void;
  /** Returns the paths of assets whose code is still running; they are not removed, even if no stack references them. */
  readonly runningAssets: () => readonly string[];
  /** Returns the resources in the other accounts of the Region, which share some namespaces with this one. */
  readonly inOtherAccounts: () => readonly ExistingResource[];
}

export class Stacks<Account extends AccountIdentity = AccountIdentity> {
  private readonly store: StateStore;
  private readonly environment: StackEnvironment;

  constructor(private readonly props: StacksProps<Account>) {
    const {
      account,
      types,
      secrets,
      responses,
      folder,
      prepareAssets,
      runningAssets,
      inOtherAccounts,
    } = props;
    const assets = new AssetStore(join(folder, 'assets'), prepareAssets);
    this.store = new StateStore(folder);
    this.environment = {
      types,
      handlers: new ResourceHandlers({ account, types, secrets, responses, assets }),
      inventory: new Inventory({
        store: this.store,
        assets,
        runningAssets,
        identities: new Identities(types),
        inOtherAccounts,
      }),
    };
  }

  /** The stacks that are not deleted. */
  get list(): readonly DeployedStack[] {
    return this.environment.inventory.list;
  }

  /** Resources of types that are not emulated: they have a name and an ARN, and no effect. */
  get namedOnly(): readonly StackResource[] {
    return this.list
      .flatMap(({ resources }) => [...resources.values()])
      .filter(({ type }) => !this.props.types.isEmulated(type));
  }

  /** What could not be restored after a restart, one line each. */
  get problems(): readonly string[] {
    return this.store.problems;
  }

  /** The values that the stacks export, by name. */
  get exports(): ReadonlyMap<string, string> {
    return exportsOf(this.list);
  }

  /** The resources that exist or are being created. */
  get existing(): readonly ExistingResource[] {
    return this.environment.inventory.existing;
  }

  /** Returns a stack by its name, or by its ID, which also finds one that was deleted since the start. */
  find(nameOrId: string): DeployedStack | undefined {
    return this.environment.inventory.find(nameOrId);
  }

  /** Restores what was deployed before a restart, without events. */
  async restore(): Promise<void> {
    const { inventory } = this.environment;
    const states = this.store.readStacks();
    inventory.readRetained();
    await this.restoreRetained();
    for (const state of [...states].sort((one, other) => compare(one.createdAt, other.createdAt))) {
      const stack = new DeployedStack(state);
      try {
        for (const resource of stack.resources.values()) await this.restoreOf(stack, resource);
        inventory.add(stack);
      } catch (error) {
        this.store.moveStackAside(stack.name, reasonOf(error));
      }
    }
  }

  /**
   * Creates or updates a stack, as `deployStack` of deploy.ts does.
   *
   * @throws {StackRefusedError} also when another operation on the stack is in progress.
   */
  deployStack(artifact: StackArtifact, options: DeployOptions = {}): Promise<DeployedStack> {
    return this.environment.inventory.withLock(artifact.name, async () => {
      try {
        return await deployStack(this.environment, artifact, options);
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        throw new TemplateError(`${artifact.name}: ${error.message}`);
      }
    });
  }

  /**
   * Deletes a stack with its resources, except for those that a policy retains.
   *
   * @throws {StackRefusedError} when there is no such stack, it is protected, or others import from it.
   * @throws {Error} when a resource could not be deleted.
   */
  deleteStack(name: string, onEvent?: OnStackEvent): Promise<void> {
    return this.environment.inventory.withLock(name, async () => {
      const stack = this.environment.inventory.named(name);
      if (!stack) throw new StackRefusedError(`Stack with id ${name} does not exist`);
      await deleteStack(this.environment, stack, onEvent);
    });
  }

  private async restoreRetained(): Promise<void> {
    const { id: account, region } = this.props.account;
    for (const { stackName: name, resource } of this.environment.inventory.retained) {
      const template = { Resources: {} };
      const formerStack = DeployedStack.planned({
        name,
        account,
        region,
        template,
        assets: new Map(),
      });
      await this.restoreOf(formerStack, resource);
    }
  }

  private restoreOf(stack: DeployedStack, resource: StackResource): Promise<void> {
    return restoreResource({ ...this.environment, stack, assets: new Map() }, resource);
  }
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
