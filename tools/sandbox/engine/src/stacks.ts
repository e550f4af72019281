/** CloudFormation of one account: its stacks, what they export, and what is done to them. */
import { join } from 'node:path';
import { reasonOf } from '@sandbox/kernel/one-line';
import type { StackArtifact } from './assembly';
import { AssetStore } from './asset-store';
import { Plan } from './change-set';
import { DeployedStack } from './deployed-stack';
import { Deployment } from './deployment';
import { assertExports, exportsOf, importersOf } from './exports';
import { parameterValues } from './parameters';
import type { Secrets } from './dynamic-references';
import type { AccountIdentity, CustomResourceAnswers } from './resource-type';
import type { ResourceTypes } from './resource-types';
import type { OnStackEvent } from './stack-events';
import { createStack, deleteStack, updateStack, type Target } from './stack-operations';
import { StackScope } from './stack-scope';
import type { StackResource } from './stack-state';
import { StateStore, type RetainedResource } from './state-store';
import { isCreationFailure, isUpdatable } from './statuses';
import { TemplateError } from './template';
import { checkTemplate } from './template-check';

export interface StacksProps<Account extends AccountIdentity> {
  readonly account: Account;
  readonly types: ResourceTypes<Account>;
  /** What dynamic references to Secrets Manager find. */
  readonly secrets: Secrets;
  /** Where the account keeps its data on disk. */
  readonly folder: string;
  readonly answers: CustomResourceAnswers;
  /** Called with the folder of the assets before one is kept there, for what their code needs beside it. */
  readonly prepareAssets: (folder: string) => void;
  /** The paths of assets that still run, whether or not a stack names them; they are kept until they don't. */
  readonly runningAssets: () => readonly string[];
}

export interface DeployOptions {
  /** Values of the template's parameters. @default those of the last deployment, or the template's */
  readonly parameters?: Readonly<Record<string, string>>;
  /** @default nobody is told */
  readonly onEvent?: OnStackEvent;
}

/** What CloudFormation refuses before it begins. */
export class StackRefusedError extends Error {
  override readonly name = 'StackRefusedError';
}

export class Stacks<Account extends AccountIdentity = AccountIdentity> {
  private readonly stacks = new Map<string, DeployedStack>();
  private readonly deleted: DeployedStack[] = [];
  private readonly busy = new Set<string>();
  /** The names of stacks whose last operation the disk does not know of. */
  private readonly unkept = new Set<string>();
  private readonly store: StateStore;
  private readonly assets: AssetStore;
  private retained: readonly RetainedResource[] = [];

  constructor(private readonly props: StacksProps<Account>) {
    this.store = new StateStore(props.folder);
    this.assets = new AssetStore(join(props.folder, 'assets'), props.prepareAssets);
  }

  /** Those that are not deleted. */
  get list(): readonly DeployedStack[] {
    return [...this.stacks.values()];
  }

  /** Resources of types that are not emulated: they have a name and an ARN, and no effect. */
  get namedOnly(): readonly StackResource[] {
    return this.list
      .flatMap(({ resources }) => [...resources.values()])
      .filter(({ type }) => !this.props.types.isEmulated(type));
  }

  /** What could not be taken over from before a restart, in one line each. */
  get problems(): readonly string[] {
    return this.store.problems;
  }

  /** The values that the stacks export, by name. */
  get exports(): ReadonlyMap<string, string> {
    return exportsOf(this.list);
  }

  /** A stack by its name, or by its ID, which also finds one that was deleted since the start. */
  find(nameOrId: string): DeployedStack | undefined {
    return (
      this.stacks.get(nameOrId) ?? [...this.list, ...this.deleted].find(({ id }) => id === nameOrId)
    );
  }

  /** Makes again, without an event, what was deployed before a restart. */
  async restore(): Promise<void> {
    const states = this.store.readStacks();
    this.retained = this.store.readRetained();
    await this.restoreRetained();
    for (const state of [...states].sort((one, other) => compare(one.createdAt, other.createdAt))) {
      const stack = new DeployedStack(state);
      const deployment = this.deployment(stack);
      try {
        for (const resource of stack.resources.values()) await deployment.restore(resource);
        this.stacks.set(stack.name, stack);
      } catch (error) {
        this.store.setAside(stack.name, reasonOf(error));
      }
    }
  }

  private async restoreRetained(): Promise<void> {
    const { id: account, region } = this.props.account;
    for (const { stackName: name, resource } of this.retained) {
      const template = { Resources: {} };
      const once = DeployedStack.planned({ name, account, region, template, assets: new Map() });
      await this.deployment(once).restore(resource);
    }
  }

  /**
   * Creates a stack, or updates it to what is synthesized. Where nothing has changed, nothing happens,
   * and there is no event.
   *
   * @throws {StackRefusedError | TemplateError} before anything is done.
   * @throws {Error} when it failed; what was done is rolled back, as the stack's status tells.
   */
  deployStack(artifact: StackArtifact, options: DeployOptions = {}): Promise<DeployedStack> {
    return this.exclusively(artifact.name, async () => {
      try {
        return await this.deploy(artifact, options);
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        throw new TemplateError(`${artifact.name}: ${error.message}`);
      }
    });
  }

  /**
   * Deletes a stack with its resources, but for those that a policy keeps.
   *
   * @throws {StackRefusedError} where there is no such stack, or others import from it.
   * @throws {Error} when something of it could not be deleted.
   */
  deleteStack(name: string, onEvent?: OnStackEvent): Promise<void> {
    return this.exclusively(name, async () => {
      const stack = this.stacks.get(name);
      if (!stack) throw new StackRefusedError(`Stack with id ${name} does not exist`);
      await this.delete(stack, onEvent);
    });
  }

  private async deploy(artifact: StackArtifact, options: DeployOptions): Promise<DeployedStack> {
    checkTemplate(artifact.template);
    const known = this.stacks.get(artifact.name);
    if (known && isCreationFailure(known.status)) {
      await this.delete(known, options.onEvent);
      return this.deploy(artifact, options);
    }
    if (known && !isUpdatable(known.status)) throw refusedAs(known);
    const stack = known ?? DeployedStack.planned(artifact);
    const target = this.target(stack, artifact, options);
    const deployment = this.deployment(stack, artifact);
    const scope = target.scope(stack.resources);
    scope.assertRules();
    if (known && !target.plan.changes(known.resources, known.outputs, scope)) return known;
    this.stacks.set(stack.name, stack);
    await this.keeping(stack, () =>
      stack.log.during(options.onEvent, () =>
        known ? updateStack(deployment, target) : createStack(deployment, target),
      ),
    );
    return stack;
  }

  private async delete(stack: DeployedStack, onEvent?: OnStackEvent): Promise<void> {
    const [inUse] = importersOf(stack, this.list);
    if (inUse) {
      throw new StackRefusedError(
        `Export ${inUse.name} cannot be deleted as it is in use by ${inUse.stacks.join(', ')}`,
      );
    }
    await this.keeping(stack, async () => {
      await stack.log.during(onEvent, () => deleteStack(this.deployment(stack)));
      this.stacks.delete(stack.name);
      this.deleted.push(stack);
    });
  }

  private target(stack: DeployedStack, artifact: StackArtifact, options: DeployOptions): Target {
    const { template } = artifact;
    const parameters = parameterValues(
      template.Parameters ?? {},
      options.parameters,
      stack.parameters,
    );
    const { name, id, account, region } = stack;
    const others = () => this.list.filter((other) => other !== stack);
    return {
      plan: new Plan(template, this.props.types),
      parameters: { ...parameters },
      scope: (resources) =>
        new StackScope({
          ...{ name, id, account, region, template, parameters, resources },
          exports: exportsOf(others()),
        }),
      assertExports: (outputs) => assertExports(stack, outputs, others()),
    };
  }

  private deployment(stack: DeployedStack, artifact?: StackArtifact): Deployment<Account> {
    const { account, types, secrets, answers } = this.props;
    return new Deployment({
      ...{ stack, account, types, secrets, answers },
      asset: (objectKey) => this.asset(objectKey, artifact),
      inlineAsset: (source) => this.assets.takeInline(source),
      assertNameIsFree: (type, name) => this.assertNameIsFree(type, name),
      freeGeneration: (logicalId) => {
        const taken = this.retained
          .filter(
            ({ stackName, resource }) =>
              stackName === stack.name && resource.logicalId === logicalId,
          )
          .map(({ resource }) => resource.generation);
        return Math.max(-1, ...taken) + 1;
      },
      retain: (resource) => {
        const retained = [...this.retained, { stackName: stack.name, resource }];
        this.store.writeRetained(retained);
        this.retained = retained;
      },
    });
  }

  private asset(objectKey: string, artifact?: StackArtifact): string {
    const source = artifact?.assets.get(objectKey);
    const kept = this.assets.find(objectKey);
    if (kept !== undefined) return kept;
    if (source === undefined) throw new Error(`the assembly has no asset ${objectKey}`);
    return this.assets.take(objectKey, source);
  }

  private assertNameIsFree(type: string, name: string): void {
    const { nameProperty } = this.props.types.typeOf(type);
    const hasName = (resource: StackResource) =>
      resource.type === type &&
      nameProperty !== undefined &&
      resource.properties[nameProperty] === name &&
      resource.physicalId !== '';
    const owner = this.list.find((stack) => [...stack.resources.values()].some(hasName));
    if (owner) throw new Error(`${name} already exists in stack ${owner.id}`);
    if (this.retained.some(({ resource }) => hasName(resource))) {
      throw new Error(`${name} already exists`);
    }
  }

  /**
   * Runs an operation, and keeps on disk how it ended. Of two failures, the operation's own is thrown.
   *
   * @throws {Error} what the operation throws, or that its end could not be kept.
   */
  private async keeping(stack: DeployedStack, operation: () => Promise<void>): Promise<void> {
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
    this.unkept.add(stack.name);
    for (const name of this.unkept) {
      if (name !== stack.name && this.busy.has(name)) continue;
      const known = this.stacks.get(name);
      if (known) this.store.writeStack(known.toState());
      else this.store.removeStack(name);
      this.unkept.delete(name);
    }
    if (this.busy.size > 1) return;
    const inUse = this.list.map(({ resources }) => JSON.stringify([...resources.values()]));
    const { runningAssets } = this.props;
    this.assets.keepOnlyThoseIn([...inUse, JSON.stringify(this.retained), ...runningAssets()]);
  }

  private async exclusively<Result>(name: string, operation: () => Promise<Result>) {
    const known = this.stacks.get(name);
    if (this.busy.has(name)) throw known ? refusedAs(known) : new StackRefusedError(name);
    this.busy.add(name);
    try {
      return await operation();
    } finally {
      this.busy.delete(name);
    }
  }
}

function refusedAs({ id, status }: DeployedStack): StackRefusedError {
  return new StackRefusedError(`Stack:${id} is in ${status} state and can not be updated.`);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
