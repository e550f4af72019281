/** The stacks and retained resources of one account, in memory and on disk. */
import { reasonOf } from '@sandbox/kernel/one-line';
import type { AssetStore } from './asset-store';
import type { DeployedStack } from './deployed-stack';
import { StackRefusedError } from './errors';
import type { Identities, ExistingResource } from './identities';
import type { StackResource } from './stack-state';
import type { RetainedResource, StateStore } from './state-store';

export interface InventoryProps {
  readonly store: StateStore;
  readonly assets: AssetStore;
  readonly identities: Identities;
  /** Returns the resources in the other accounts of the Region. */
  readonly inOtherAccounts: () => readonly ExistingResource[];
  /** Returns the paths of assets whose code is still running; they are not removed, even if no stack references them. */
  readonly runningAssets: () => readonly string[];
}

export class Inventory {
  private readonly stacks = new Map<string, DeployedStack>();
  private readonly deleted: DeployedStack[] = [];
  /** The names of stacks with an operation in progress. */
  private readonly busy = new Set<string>();
  /** The names of stacks whose last operation is not saved to disk yet. */
  private readonly unsaved = new Set<string>();
  /** Resources that are being created. */
  private readonly claims = new Set<ExistingResource>();
  private retainedList: readonly RetainedResource[] = [];

  constructor(private readonly props: InventoryProps) {}

  /** The stacks that are not deleted. */
  get list(): readonly DeployedStack[] {
    return [...this.stacks.values()];
  }

  /** The resources that a deletion policy retained. */
  get retained(): readonly RetainedResource[] {
    return this.retainedList;
  }

  /** Returns a stack that is not deleted, by its name. */
  named(name: string): DeployedStack | undefined {
    return this.stacks.get(name);
  }

  /** Returns a stack by its name, or by its ID, which also finds one that was deleted since the start. */
  find(nameOrId: string): DeployedStack | undefined {
    return (
      this.named(nameOrId) ?? [...this.list, ...this.deleted].find(({ id }) => id === nameOrId)
    );
  }

  others(stack: DeployedStack): readonly DeployedStack[] {
    return this.list.filter((other) => other !== stack);
  }

  add(stack: DeployedStack): void {
    this.stacks.set(stack.name, stack);
  }

  remove(stack: DeployedStack): void {
    this.stacks.delete(stack.name);
    this.deleted.push(stack);
  }

  /** Reads the retained resources from disk. */
  readRetained(): void {
    this.retainedList = this.props.store.readRetained();
  }

  /** Retains a resource that leaves its stack. */
  retain(stackName: string, resource: StackResource): void {
    const retained = [...this.retainedList, { stackName, resource }];
    this.props.store.writeRetained(retained);
    this.retainedList = retained;
  }

  /** Returns the first generation of a logical ID whose physical IDs are free. */
  freeGeneration(stackName: string, logicalId: string): number {
    const taken = this.retainedList
      .filter((each) => each.stackName === stackName && each.resource.logicalId === logicalId)
      .map(({ resource }) => resource.generation);
    return Math.max(-1, ...taken) + 1;
  }

  /** The resources that exist or are being created. */
  get existing(): readonly ExistingResource[] {
    const deployed = this.list.flatMap(({ id: stackId, resources }) =>
      [...resources.values()]
        .filter(({ physicalId }) => physicalId !== '')
        .map((resource) => ({ resource, stackId })),
    );
    const retained = this.retainedList.map(({ resource }) => ({ resource, stackId: undefined }));
    return [...deployed, ...retained, ...this.claims];
  }

  /**
   * Creates or updates a resource while its identities are reserved.
   *
   * @param before the resource before its update; undefined to create one.
   * @throws {AlreadyExistsError} when another resource has one of its identities.
   * @throws what `make` throws.
   */
  async withClaim<Made>(
    { id: stackId }: DeployedStack,
    resource: StackResource,
    make: () => Promise<Made>,
    before?: StackResource,
  ): Promise<Made> {
    const { identities, inOtherAccounts } = this.props;
    const others = this.existing.filter((other) => other.resource !== before);
    identities.assertUnique(resource, others, inOtherAccounts(), before);
    const claim = { resource, stackId };
    this.claims.add(claim);
    try {
      return await make();
    } finally {
      this.claims.delete(claim);
    }
  }

  /** @throws {Error} when a resource would be replaced by one with the same custom name. */
  assertNotSameName(desired: StackResource, replaced: StackResource): void {
    this.props.identities.assertNotSameName(desired, replaced);
  }

  /** Returns whether another resource has taken over the physical resource of one in a stack. */
  isTakenOver(stack: DeployedStack, resource: StackResource): boolean {
    const others = this.existing.filter(
      (other) => !(other.stackId === stack.id && isSameResource(other.resource, resource)),
    );
    return this.props.identities.isTakenOver(resource, others);
  }

  /**
   * Runs an operation on a stack that no other operation is in progress on.
   *
   * @throws {StackRefusedError} when another operation is in progress.
   */
  async withLock<Result>(name: string, operation: () => Promise<Result>): Promise<Result> {
    if (this.busy.has(name)) {
      const stack = this.stacks.get(name);
      throw stack ? StackRefusedError.of(stack) : new StackRefusedError(name);
    }
    this.busy.add(name);
    try {
      return await operation();
    } finally {
      this.busy.delete(name);
    }
  }

  /**
   * Runs an operation and saves its outcome to disk. If both fail, the operation's own error is thrown.
   *
   * @throws {Error} what the operation throws, or that its outcome could not be saved.
   */
  async withSave(stack: DeployedStack, operation: () => Promise<void>): Promise<void> {
    const [outcome] = await Promise.allSettled([operation()]);
    try {
      this.save(stack);
    } catch (cause) {
      if (outcome.status === 'rejected') throw outcome.reason;
      throw new Error(
        `${stack.name} is in ${stack.status} state, which could not be saved to disk ` +
          `(${reasonOf(cause)}); until the next deployment saves it, a restart restores the previous state`,
        { cause },
      );
    }
    if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** Saves a stack and those that could not be saved before, and removes unused assets. */
  private save(stack: DeployedStack): void {
    const { store } = this.props;
    this.unsaved.add(stack.name);
    for (const name of this.unsaved) {
      if (name !== stack.name && this.busy.has(name)) continue;
      const unsaved = this.stacks.get(name);
      if (unsaved) store.writeStack(unsaved.toState());
      else store.removeStack(name);
      this.unsaved.delete(name);
    }
    if (this.busy.size <= 1) this.removeUnusedAssets();
  }

  private removeUnusedAssets(): void {
    const { assets, runningAssets } = this.props;
    const inUse = this.list.map(({ resources }) => JSON.stringify([...resources.values()]));
    assets.removeUnreferenced([...inUse, JSON.stringify(this.retainedList), ...runningAssets()]);
  }
}

function isSameResource(one: StackResource, other: StackResource): boolean {
  return one.logicalId === other.logicalId && one.generation === other.generation;
}
