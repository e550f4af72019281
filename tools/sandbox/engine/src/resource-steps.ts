/** What an operation does with one resource, each with its events: create, change, replace, keep, delete. */
import { reasonOf } from '@sandbox/kernel/one-line';
import type { PlannedResource } from './change-set';
import { DeploymentError } from './errors';
import { TakenError } from './identities';
import type { Operation } from './operation';
import { InvalidPropertiesError, PartlyMadeError } from './resource-type';
import type { StackResource } from './stack-state';
import { TemplateError } from './template';

/** @throws {DeploymentError | TemplateError} with the resource as CREATE_FAILED in the events. */
export async function createResource(
  operation: Operation,
  planned: PlannedResource,
): Promise<StackResource> {
  const { stack, inventory } = operation;
  const generation = inventory.freeGeneration(stack.name, planned.logicalId);
  const begun = stack.enterResource(unmade(planned, generation), 'CREATE_IN_PROGRESS');
  stack.put(begun);
  try {
    return await make(operation, begun, 'CREATE_COMPLETE');
  } catch (error) {
    const made = error instanceof PartlyMadeError ? { physicalId: error.ref } : {};
    stack.put(stack.enterResource({ ...begun, ...made }, 'CREATE_FAILED', reasonOf(error)));
    throw failure(operation, planned, error);
  }
}

/**
 * Creates a resource in the place of one that stays until it is cleaned up.
 *
 * @throws {DeploymentError | TemplateError} with the replaced resource as UPDATE_FAILED in the events.
 */
export async function replaceResource(
  operation: Operation,
  planned: PlannedResource,
  current: StackResource,
): Promise<StackResource> {
  const { stack, inventory } = operation;
  const reason =
    'Requested update requires the creation of a new physical resource; hence creating one.';
  stack.put(stack.enterResource(current, 'UPDATE_IN_PROGRESS', reason));
  const free = inventory.freeGeneration(stack.name, current.logicalId);
  try {
    const replacement = unmade(planned, Math.max(free, current.generation + 1));
    inventory.assertNotSameName(replacement, current);
    return await make(operation, replacement, 'UPDATE_COMPLETE');
  } catch (error) {
    stack.put(stack.enterResource(current, 'UPDATE_FAILED', reasonOf(error)));
    throw failure(operation, planned, error);
  }
}

/**
 * Changes a resource in place.
 *
 * @param isWayBack of an update that failed: what it may have in common with a resource that was
 *   created meanwhile is its own again after the clean-up.
 * @throws {DeploymentError | TemplateError} with the resource as UPDATE_FAILED in the events.
 */
export async function updateResource(
  operation: Operation,
  planned: PlannedResource,
  current: StackResource,
  { isWayBack = false } = {},
): Promise<StackResource> {
  const { stack, handlers, inventory } = operation;
  const begun = stack.enterResource({ ...current, ...planned }, 'UPDATE_IN_PROGRESS');
  const put = () => handlers.put(begun, operation, current);
  try {
    const made = await (isWayBack ? put() : inventory.claiming(stack, begun, put, current));
    const updated = stack.enterResource({ ...begun, ...made }, 'UPDATE_COMPLETE');
    stack.put(updated);
    return updated;
  } catch (error) {
    // What was refused before it began is what it was; of all else the new properties may be true.
    const isRefused = error instanceof InvalidPropertiesError || error instanceof TakenError;
    const failed = isRefused ? current : begun;
    stack.put(stack.enterResource(failed, 'UPDATE_FAILED', reasonOf(error)));
    throw failure(operation, planned, error);
  }
}

/** Takes over what of a resource is of the stack only, such as its deletion policy. */
export function keepResource(
  { stack }: Operation,
  planned: PlannedResource,
  current: StackResource,
): StackResource {
  const without = { deletionPolicy: undefined, updateReplacePolicy: undefined };
  const kept = { ...current, ...without, ...planned };
  stack.put(kept);
  return kept;
}

/**
 * Deletes a resource, or leaves it where its policy says so.
 *
 * @throws {DeploymentError} with the resource as DELETE_FAILED in the events.
 */
export async function deleteResource(
  operation: Operation,
  resource: StackResource,
  policy: string | undefined,
): Promise<void> {
  const { stack, handlers, inventory } = operation;
  const isCurrent = isSame(resource, stack.resources.get(resource.logicalId));
  if (policy !== undefined && KEEPING.has(policy) && isMade(resource)) {
    stack.enterResource(resource, 'DELETE_SKIPPED', KEEPING.get(policy));
    inventory.retain(stack.name, resource);
  } else {
    const begun = stack.enterResource(resource, 'DELETE_IN_PROGRESS');
    try {
      const isThere = isMade(resource) && !inventory.isTakenOver(stack, resource);
      if (isThere) await handlers.delete(resource, operation);
      stack.enterResource(begun, 'DELETE_COMPLETE');
    } catch (error) {
      const failed = stack.enterResource(begun, 'DELETE_FAILED', reasonOf(error));
      if (isCurrent) stack.put(failed);
      throw failure(operation, resource, error);
    }
  }
  if (isCurrent) stack.remove(resource.logicalId);
}

/** Leaves in the account what could not be deleted: the stack has no use for it. */
export function abandonResource({ stack, inventory }: Operation, logicalId: string): void {
  const resource = stack.resources.get(logicalId);
  if (!resource) return;
  stack.remove(logicalId);
  inventory.retain(stack.name, resource);
}

/** Makes a resource that is known from before a restart, without an event. */
export async function restoreResource(
  operation: Pick<Operation, 'types' | 'handlers' | 'stack' | 'assets'>,
  resource: StackResource,
): Promise<void> {
  if (!isMade(resource) || operation.types.typeOf(resource.type).outlivesProcess) return;
  await operation.handlers.put(resource, operation, resource);
}

/** Returns whether both are one physical resource. */
export function isSame(one: StackResource, other: StackResource | undefined): boolean {
  return one.physicalId === other?.physicalId && one.generation === other.generation;
}

async function make(
  operation: Operation,
  resource: StackResource,
  status: 'CREATE_COMPLETE' | 'UPDATE_COMPLETE',
): Promise<StackResource> {
  const { stack, handlers, inventory } = operation;
  const result = await inventory.claiming(stack, resource, () => handlers.put(resource, operation));
  const made = stack.enterResource({ ...resource, ...result }, status);
  stack.put(made);
  return made;
}

/** A resource before its first event. */
function unmade(planned: PlannedResource, generation: number): StackResource {
  const timestamp = new Date(0).toISOString();
  const blank = { physicalId: '', attributes: {}, status: 'CREATE_IN_PROGRESS' as const };
  return { ...planned, ...blank, generation, timestamp };
}

function failure(
  { stack }: Operation,
  { constructPath, type }: PlannedResource,
  error: unknown,
): Error {
  if (error instanceof TemplateError) return error;
  return new DeploymentError(`${stack.name}: ${constructPath} (${type}): ${reasonOf(error)}`);
}

/** The policies that leave a resource where it is, with what the event says of it. */
const KEEPING: ReadonlyMap<string, string | undefined> = new Map([
  ['Retain', undefined],
  ['RetainExceptOnCreate', undefined],
  ['Snapshot', 'The sandbox does not create snapshots: the resource is retained'],
]);

/** Whether there is something of a resource: not where its creation failed. */
function isMade({ physicalId }: StackResource): boolean {
  return physicalId !== '';
}
