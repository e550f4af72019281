/** What one operation on a stack works with, and what it may do with a resource. */
import { reasonOf } from '@sandbox/kernel/one-line';
import type { Asset } from './asset-store';
import type { DeployedStack } from './deployed-stack';
import { withDynamicReferences, type Secrets } from './dynamic-references';
import {
  InvalidPropertiesError,
  PartlyMadeError,
  type AccountIdentity,
  type CustomResourceAnswers,
  type ResourceContext,
  type StandingResource,
} from './resource-type';
import type { ResourceTypes } from './resource-types';
import type { StackResource } from './stack-state';
import { TemplateError } from './template';

/** A resource that could not be made; the message names the stack, the construct and the reason. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
}

/** A resource as the template asks for it, its values resolved. */
export type PlannedResource = Pick<
  StackResource,
  | 'logicalId'
  | 'type'
  | 'properties'
  | 'constructPath'
  | 'dependencies'
  | 'deletionPolicy'
  | 'updateReplacePolicy'
>;

export interface DeploymentProps<Account extends AccountIdentity = AccountIdentity> {
  readonly stack: DeployedStack;
  readonly account: Account;
  readonly types: ResourceTypes<Account>;
  /** What dynamic references to Secrets Manager find. */
  readonly secrets: Secrets;
  readonly answers: CustomResourceAnswers;
  /** The folder or file of an asset by its S3 object key; throws where there is none. */
  asset(objectKey: string): string;
  /** Keeps a function's source that the template has inline. */
  inlineAsset(source: string): Asset;
  /** Throws where the account has another resource of that type and name. */
  assertNameIsFree(type: string, name: string): void;
  /** The first generation of a logical ID whose physical IDs nothing has. */
  freeGeneration(logicalId: string): number;
  /** Called for a resource that leaves the stack and stays in the account. */
  retain(resource: StackResource): void;
}

export class Deployment<Account extends AccountIdentity = AccountIdentity> {
  constructor(private readonly props: DeploymentProps<Account>) {}

  get types(): ResourceTypes {
    return this.props.types;
  }

  get stack(): DeployedStack {
    return this.props.stack;
  }

  /** @throws {DeploymentError | TemplateError} with the resource as CREATE_FAILED in the events. */
  create(planned: PlannedResource): Promise<StackResource> {
    return this.make(planned, this.props.freeGeneration(planned.logicalId), 'CREATE');
  }

  /** Takes over what of a resource is of the stack only, such as its deletion policy. */
  keep(planned: PlannedResource, current: StackResource): StackResource {
    const without = { deletionPolicy: undefined, updateReplacePolicy: undefined };
    const kept = { ...current, ...without, ...planned };
    this.stack.put(kept);
    return kept;
  }

  /** Leaves in the account what could not be deleted: the stack has no use for it. */
  abandon(logicalId: string): void {
    const resource = this.stack.resources.get(logicalId);
    if (!resource) return;
    this.stack.remove(logicalId);
    this.props.retain(resource);
  }

  /** Creates a resource in the place of one that stays until it is cleaned up. */
  replace(planned: PlannedResource, current: StackResource): Promise<StackResource> {
    const reason =
      'Requested update requires the creation of a new physical resource; hence creating one.';
    this.stack.put(this.stack.enterResource(current, 'UPDATE_IN_PROGRESS', reason));
    const free = this.props.freeGeneration(current.logicalId);
    return this.make(planned, Math.max(free, current.generation + 1), 'UPDATE', current);
  }

  /** Changes a resource in place, forwards or back. */
  async update(planned: PlannedResource, current: StackResource): Promise<StackResource> {
    const begun = this.stack.enterResource({ ...current, ...planned }, 'UPDATE_IN_PROGRESS');
    try {
      const made = await this.putResource(planned, current.generation, current);
      const updated = this.stack.enterResource({ ...begun, ...made }, 'UPDATE_COMPLETE');
      this.stack.put(updated);
      return updated;
    } catch (error) {
      // What was refused before it began is what it was; of all else the new properties may be true.
      const failed = error instanceof InvalidPropertiesError ? current : begun;
      this.stack.put(this.stack.enterResource(failed, 'UPDATE_FAILED', reasonOf(error)));
      throw this.failure(planned, error);
    }
  }

  /**
   * Deletes a resource, or leaves it where its policy says so.
   *
   * @throws {DeploymentError} with the resource as DELETE_FAILED in the events.
   */
  async delete(resource: StackResource, policy: string | undefined): Promise<void> {
    const isCurrent = isSame(resource, this.stack.resources.get(resource.logicalId));
    if (policy !== undefined && KEEPING.has(policy) && isMade(resource)) {
      this.stack.enterResource(resource, 'DELETE_SKIPPED', KEEPING.get(policy));
      this.props.retain(resource);
    } else {
      const begun = this.stack.enterResource(resource, 'DELETE_IN_PROGRESS');
      try {
        if (isMade(resource)) {
          await this.props.types
            .typeOf(resource.type)
            .delete(standing(resource), this.context(resource));
        }
        this.stack.enterResource(begun, 'DELETE_COMPLETE');
      } catch (error) {
        const failed = this.stack.enterResource(begun, 'DELETE_FAILED', reasonOf(error));
        if (isCurrent) this.stack.put(failed);
        throw this.failure(resource, error);
      }
    }
    if (isCurrent) this.stack.remove(resource.logicalId);
  }

  /** Makes a resource that is known from before a restart, without an event. */
  async restore(resource: StackResource): Promise<void> {
    if (!isMade(resource) || this.types.typeOf(resource.type).outlivesProcess) return;
    await this.putResource(resource, resource.generation, resource);
  }

  private async make(
    planned: PlannedResource,
    generation: number,
    kind: 'CREATE' | 'UPDATE',
    replaced?: StackResource,
  ): Promise<StackResource> {
    const blank = { ...planned, physicalId: '', attributes: {}, generation };
    const begun =
      kind === 'CREATE'
        ? this.stack.enterResource({ ...blank, ...unstarted }, 'CREATE_IN_PROGRESS')
        : { ...blank, ...unstarted };
    if (kind === 'CREATE') this.stack.put(begun);
    try {
      this.assertNameIsFree(planned, replaced);
      const result = await this.putResource(planned, generation);
      const made = this.stack.enterResource({ ...begun, ...result }, `${kind}_COMPLETE`);
      this.stack.put(made);
      return made;
    } catch (error) {
      const made = error instanceof PartlyMadeError ? { physicalId: error.ref } : {};
      const failed = replaced ?? { ...begun, ...made };
      this.stack.put(this.stack.enterResource(failed, `${kind}_FAILED`, reasonOf(error)));
      throw this.failure(planned, error);
    }
  }

  /** A name that the template gives can't be that of two resources, not even for a moment. */
  private assertNameIsFree({ type, properties }: PlannedResource, replaced?: StackResource): void {
    const { nameProperty } = this.types.typeOf(type);
    const name = nameProperty === undefined ? undefined : properties[nameProperty];
    if (nameProperty === undefined || typeof name !== 'string') return;
    if (replaced?.properties[nameProperty] === name) {
      throw new Error(
        `CloudFormation cannot update a stack when a custom-named resource requires replacing. ` +
          `Rename ${name} and update the stack again.`,
      );
    }
    this.props.assertNameIsFree(type, name);
  }

  private async putResource(
    planned: PlannedResource,
    generation: number,
    previous?: StackResource,
  ): Promise<Pick<StackResource, 'physicalId' | 'attributes' | 'state'>> {
    const { ref, attributes, state } = await this.props.types
      .typeOf(planned.type)
      .put(
        withDynamicReferences(planned.properties, this.props.secrets),
        this.context({ ...planned, generation }),
        previous && standing(previous),
      );
    return {
      physicalId: ref,
      attributes: attributes ?? {},
      ...(state === undefined ? {} : { state }),
    };
  }

  private context(
    resource: PlannedResource & Pick<StackResource, 'generation'>,
  ): ResourceContext<Account> {
    const { logicalId, constructPath, type, generation } = resource;
    const { stack, account, answers } = this.props;
    return {
      logicalId,
      constructPath,
      type,
      generation,
      stackName: stack.name,
      stackId: stack.id,
      account,
      answers,
      asset: (objectKey) => this.props.asset(objectKey),
      inlineAsset: (source) => this.props.inlineAsset(source),
    };
  }

  private failure({ constructPath, type }: PlannedResource, error: unknown): Error {
    if (error instanceof TemplateError) return error;
    return new DeploymentError(
      `${this.stack.name}: ${constructPath} (${type}): ${reasonOf(error)}`,
    );
  }
}

/** A resource before its first event. */
const unstarted = { status: 'CREATE_IN_PROGRESS', timestamp: new Date(0).toISOString() } as const;

/** The policies that leave a resource where it is, with what the event says of it. */
const KEEPING: ReadonlyMap<string, string | undefined> = new Map([
  ['Retain', undefined],
  ['RetainExceptOnCreate', undefined],
  ['Snapshot', 'The sandbox makes no snapshots: the resource is kept'],
]);

/** Whether there is something of a resource: not where its creation failed. */
function isMade({ physicalId }: StackResource): boolean {
  return physicalId !== '';
}

/** Whether both are one physical resource. */
export function isSame(one: StackResource, other: StackResource | undefined): boolean {
  return one.physicalId === other?.physicalId && one.generation === other.generation;
}

function standing(resource: StackResource): StandingResource {
  const { physicalId: ref, attributes, properties, state } = resource;
  return { ref, attributes, properties, ...(state === undefined ? {} : { state }) };
}
