/** What one account has: its stacks, and the resources that outlived theirs; in memory and on disk. */
import { reasonOf } from '@sandbox/kernel/one-line';
import type { AssetStore } from './asset-store';
import type { PlannedResource } from './change-set';
import type { DeployedStack } from './deployed-stack';
import { StackRefusedError } from './errors';
import type { ResourceTypes } from './resource-types';
import type { StackResource } from './stack-state';
import type { RetainedResource, StateStore } from './state-store';

export interface InventoryProps {
  readonly store: StateStore;
  readonly assets: AssetStore;
  /** The paths of assets that still run, whether or not a stack names them; they are kept until they don't. */
  readonly runningAssets: () => readonly string[];
}

export class Inventory {
  private readonly stacks = new Map<string, DeployedStack>();
  private readonly deleted: DeployedStack[] = [];
  /** The names of stacks that are operated on. */
  private readonly busy = new Set<string>();
  /** The names of stacks whose last operation the disk does not know of. */
  private readonly unkept = new Set<string>();
  private retainedList: readonly RetainedResource[] = [];

  constructor(private readonly props: InventoryProps) {}

  /** The stacks that are not deleted. */
  get list(): readonly DeployedStack[] {
    return [...this.stacks.values()];
  }

  /** The resources that a deletion policy kept. */
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

  /** Takes over from disk what outlived its stack before a restart. */
  readRetained(): void {
    this.retainedList = this.props.store.readRetained();
  }

  /** Takes in a resource that leaves its stack and stays in the account. */
  retain(stackName: string, resource: StackResource): void {
    const retained = [...this.retainedList, { stackName, resource }];
    this.props.store.writeRetained(retained);
    this.retainedList = retained;
  }

  /** Returns the first generation of a logical ID whose physical IDs nothing has. */
  freeGeneration(stackName: string, logicalId: string): number {
    const taken = this.retainedList
      .filter((kept) => kept.stackName === stackName && kept.resource.logicalId === logicalId)
      .map(({ resource }) => resource.generation);
    return Math.max(-1, ...taken) + 1;
  }

  /** @throws {Error} where the account has another resource of that type and name. */
  assertNameIsFree({ type, properties }: PlannedResource, types: ResourceTypes): void {
    const { nameProperty } = types.typeOf(type);
    const name = nameProperty === undefined ? undefined : properties[nameProperty];
    if (nameProperty === undefined || typeof name !== 'string') return;
    const hasName = (resource: StackResource) =>
      resource.type === type &&
      resource.properties[nameProperty] === name &&
      resource.physicalId !== '';
    const owner = this.list.find((stack) => [...stack.resources.values()].some(hasName));
    if (owner) throw new Error(`${name} already exists in stack ${owner.id}`);
    if (this.retainedList.some(({ resource }) => hasName(resource))) {
      throw new Error(`${name} already exists`);
    }
  }

  /**
   * Runs an operation on the stack of that name.
   *
   * @throws {StackRefusedError} where another one is under way.
   */
  async exclusively<Result>(name: string, operation: () => Promise<Result>): Promise<Result> {
    if (this.busy.has(name)) {
      const known = this.stacks.get(name);
      throw known ? StackRefusedError.of(known) : new StackRefusedError(name);
    }
    this.busy.add(name);
    try {
      return await operation();
    } finally {
      this.busy.delete(name);
    }
  }

  /**
   * Runs an operation, and keeps on disk how it ended. Of two failures, the operation's own is thrown.
   *
   * @throws {Error} what the operation throws, or that its end could not be kept.
   */
  async keeping(stack: DeployedStack, operation: () => Promise<void>): Promise<void> {
    const [outcome] = await Promise.allSettled([operation()]);
    try {
      this.keep(stack);
    } catch (cause) {
      if (outcome.status === 'rejected') throw outcome.reason;
      throw new Error(
        `${stack.name} is in ${stack.status} state, which could not be kept on disk ` +
          `(${reasonOf(cause)}); until it is, with the next deployment, a restart finds it as it was before`,
        { cause },
      );
    }
    if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** Keeps on disk how operations ended that could not be kept so far, and no asset that nothing needs any more. */
  private keep(stack: DeployedStack): void {
    const { store } = this.props;
    this.unkept.add(stack.name);
    for (const name of this.unkept) {
      if (name !== stack.name && this.busy.has(name)) continue;
      const known = this.stacks.get(name);
      if (known) store.writeStack(known.toState());
      else store.removeStack(name);
      this.unkept.delete(name);
    }
    if (this.busy.size <= 1) this.removeUnusedAssets();
  }

  private removeUnusedAssets(): void {
    const { assets, runningAssets } = this.props;
    const inUse = this.list.map(({ resources }) => JSON.stringify([...resources.values()]));
    assets.keepOnlyThoseIn([...inUse, JSON.stringify(this.retainedList), ...runningAssets()]);
  }
}
