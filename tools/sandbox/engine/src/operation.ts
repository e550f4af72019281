/** The context of one operation on a stack. */
import type { DeployedStack } from './deployed-stack';
import type { Inventory } from './inventory';
import type { ResourceHandlers, ResourcePlace } from './resource-handlers';
import type { ResourceTypes } from './resource-types';

/** The context of all operations on an account's stacks. */
export interface StackEnvironment {
  readonly types: ResourceTypes;
  readonly handlers: Pick<ResourceHandlers, 'put' | 'restore' | 'delete'>;
  readonly inventory: Inventory;
}

export interface Operation extends StackEnvironment, ResourcePlace {
  readonly stack: DeployedStack;
}
