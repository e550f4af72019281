/** Calls the handlers of a resource's type, with their context. */
import type { AssetStore } from './asset-store';
import type { PlannedResource } from './change-set';
import type { DeployedStack } from './deployed-stack';
import { withDynamicReferences, type Secrets } from './dynamic-references';
import {
  InvalidPropertiesError,
  type AccountIdentity,
  type CustomResourceResponses,
  type ResourceContext,
  type CurrentResource,
} from './resource-type';
import type { ResourceTypes } from './resource-types';
import type { StackResource } from './stack-state';

/** The stack of a resource, and the assets of its deployment. */
export interface ResourcePlace {
  readonly stack: Pick<DeployedStack, 'id' | 'name'>;
  /** The assets of the deployment: folder or file by S3 object key. */
  readonly assets: ReadonlyMap<string, string>;
}

/** A planned resource with its generation, the number of its previous replacements. */
export type NumberedResource = PlannedResource & Pick<StackResource, 'generation'>;

export type CreatedResource = Pick<StackResource, 'physicalId' | 'attributes' | 'state'>;

export interface ResourceHandlersProps<Account extends AccountIdentity> {
  readonly account: Account;
  readonly types: ResourceTypes<Account>;
  /** Resolves dynamic references to Secrets Manager. */
  readonly secrets: Secrets;
  readonly responses: CustomResourceResponses;
  readonly assets: AssetStore;
}

export class ResourceHandlers<Account extends AccountIdentity = AccountIdentity> {
  constructor(private readonly props: ResourceHandlersProps<Account>) {}

  /**
   * Creates a resource, or updates it in place.
   *
   * @param previous the existing resource; undefined to create it.
   * @throws {InvalidPropertiesError} when its properties are invalid; nothing is changed then.
   */
  async put(
    resource: NumberedResource,
    place: ResourcePlace,
    previous?: StackResource,
  ): Promise<CreatedResource> {
    const { types, secrets } = this.props;
    const { logicalId, type } = resource;
    const properties = withDynamicReferences(resource.properties, secrets);
    const problems = types.undeclared({ logicalId, type, properties });
    if (problems.length > 0) throw new InvalidPropertiesError(problems.join('; '));
    const { ref, attributes, state } = await types
      .typeOf(type)
      .put(properties, this.context(resource, place), previous && currentResource(previous));
    return {
      physicalId: ref,
      attributes: attributes ?? {},
      ...(state === undefined ? {} : { state }),
    };
  }

  /** Creates a resource again after a restart, with the properties that it was deployed with. */
  async restore(resource: StackResource, place: ResourcePlace): Promise<void> {
    const { types, secrets } = this.props;
    const properties = withDynamicReferences(resource.properties, secrets);
    const context = this.context(resource, place);
    await types.typeOf(resource.type).put(properties, context, currentResource(resource));
  }

  async delete(resource: StackResource, place: ResourcePlace): Promise<void> {
    const { types } = this.props;
    await types
      .typeOf(resource.type)
      .delete(currentResource(resource), this.context(resource, place));
  }

  private context(
    { logicalId, constructPath, type, generation }: NumberedResource,
    { stack, assets: deploymentAssets }: ResourcePlace,
  ): ResourceContext<Account> {
    const { account, responses, assets } = this.props;
    return {
      logicalId,
      constructPath,
      type,
      generation,
      stackName: stack.name,
      stackId: stack.id,
      account,
      responses,
      asset: (objectKey) => assets.findOrAdd(objectKey, deploymentAssets),
      inlineAsset: (source) => assets.addInline(source),
    };
  }
}

function currentResource({
  physicalId,
  attributes,
  properties,
  state,
}: StackResource): CurrentResource {
  return { ref: physicalId, attributes, properties, ...(state === undefined ? {} : { state }) };
}
