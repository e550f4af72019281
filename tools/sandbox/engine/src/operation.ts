/** What one operation on a stack works with. */
import type { DeployedStack } from './deployed-stack';
import type { Inventory } from './inventory';
import type { ResourceHandlers, ResourcePlace } from './resource-handlers';
import type { ResourceTypes } from './resource-types';

/** What all operations on an account's stacks work with. */
export interface StackEnvironment {
  readonly types: ResourceTypes;
  readonly handlers: Pick<ResourceHandlers, 'put' | 'delete'>;
  readonly inventory: Inventory;
}

export interface Operation extends StackEnvironment, ResourcePlace {
  readonly stack: DeployedStack;
}
