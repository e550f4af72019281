/** What one account has: its stacks, and the resources that outlived theirs; in memory and on disk. */
import { reasonOf } from '@sandbox/kernel/one-line';
import type { AssetStore } from './asset-store';
import type { DeployedStack } from './deployed-stack';
import { StackRefusedError } from './errors';
import type { Identities, LivingResource } from './identities';
import type { StackResource } from './stack-state';
import type { RetainedResource, StateStore } from './state-store';

export interface InventoryProps {
  readonly store: StateStore;
  readonly assets: AssetStore;
  readonly identities: Identities;
  /** What there is in the other accounts of the Region. */
  readonly elsewhere: () => readonly LivingResource[];
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
  /** Resources that are being made. */
  private readonly claims = new Set<LivingResource>();
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

  /** What there is, or is being made. */
  get living(): readonly LivingResource[] {
    const standing = this.list.flatMap(({ id: stackId, resources }) =>
      [...resources.values()]
        .filter(({ physicalId }) => physicalId !== '')
        .map((resource) => ({ resource, stackId })),
    );
    const retained = this.retainedList.map(({ resource }) => ({ resource, stackId: undefined }));
    return [...standing, ...retained, ...this.claims];
  }

  /**
   * Makes a resource; until it is there, nothing else can take what makes it unique.
   *
   * @param before the resource before its change; undefined to create one.
   * @throws {TakenError} where another resource has what makes it unique; or as `make` does.
   */
  async claiming<Made>(
    { id: stackId }: DeployedStack,
    resource: StackResource,
    make: () => Promise<Made>,
    before?: StackResource,
  ): Promise<Made> {
    const { identities, elsewhere } = this.props;
    const others = this.living.filter((other) => other.resource !== before);
    identities.assertFree(resource, others, elsewhere(), before);
    const claim = { resource, stackId };
    this.claims.add(claim);
    try {
      return await make();
    } finally {
      this.claims.delete(claim);
    }
  }

  /** @throws {Error} where a resource would be replaced by one of the same name. */
  assertNotSameName(wanted: StackResource, replaced: StackResource): void {
    this.props.identities.assertNotSameName(wanted, replaced);
  }

  /** Returns whether another resource is by now what a resource of a stack was. */
  isTakenOver(stack: DeployedStack, resource: StackResource): boolean {
    const others = this.living.filter(
      (other) => !(other.stackId === stack.id && isSameResource(other.resource, resource)),
    );
    return this.props.identities.isTakenOver(resource, others);
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
        `${stack.name} is in ${stack.status} state, which could not be saved to disk ` +
          `(${reasonOf(cause)}); until the next deployment saves it, a restart restores the previous state`,
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

function isSameResource(one: StackResource, other: StackResource): boolean {
  return one.logicalId === other.logicalId && one.generation === other.generation;
}
