/** The steps of an operation on one resource, with their events: create, update, replace, keep, delete. */
import { reasonOf } from '@sandbox/kernel/one-line';
import type { PlannedResource } from './change-set';
import { DeploymentError } from './errors';
import { AlreadyExistsError } from './identities';
import type { Operation } from './operation';
import { InvalidPropertiesError, PartiallyCreatedError } from './resource-type';
import type { StackResource } from './stack-state';
import { TemplateError } from './template';

/** @throws {DeploymentError | TemplateError} with the resource as CREATE_FAILED in the events. */
export async function createResource(
  operation: Operation,
  planned: PlannedResource,
): Promise<StackResource> {
  const { stack, inventory } = operation;
  const generation = inventory.freeGeneration(stack.name, planned.logicalId);
  const inProgress = stack.setResourceStatus(
    pendingResource(planned, generation),
    'CREATE_IN_PROGRESS',
  );
  stack.put(inProgress);
  try {
    return await putNew(operation, inProgress, 'CREATE_COMPLETE');
  } catch (error) {
    const partial = error instanceof PartiallyCreatedError ? { physicalId: error.ref } : {};
    stack.put(
      stack.setResourceStatus({ ...inProgress, ...partial }, 'CREATE_FAILED', reasonOf(error)),
    );
    throw failure(operation, planned, error);
  }
}

/**
 * Creates the replacement of a resource, which stays until the clean-up.
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
  stack.put(stack.setResourceStatus(current, 'UPDATE_IN_PROGRESS', reason));
  const free = inventory.freeGeneration(stack.name, current.logicalId);
  try {
    const replacement = pendingResource(planned, Math.max(free, current.generation + 1));
    inventory.assertNotSameName(replacement, current);
    return await putNew(operation, replacement, 'UPDATE_COMPLETE');
  } catch (error) {
    stack.put(stack.setResourceStatus(current, 'UPDATE_FAILED', reasonOf(error)));
    throw failure(operation, planned, error);
  }
}

/**
 * Updates a resource in place.
 *
 * @param isRollback whether this rolls back a failed update. Its identities are not reserved then: a resource that the
 *   update created may still have one of them until the clean-up.
 * @throws {DeploymentError | TemplateError} with the resource as UPDATE_FAILED in the events.
 */
export async function updateResource(
  operation: Operation,
  planned: PlannedResource,
  current: StackResource,
  { isRollback = false } = {},
): Promise<StackResource> {
  const { stack, handlers, inventory } = operation;
  const inProgress = stack.setResourceStatus({ ...current, ...planned }, 'UPDATE_IN_PROGRESS');
  const put = () => handlers.put(inProgress, operation, current);
  try {
    const result = await (isRollback
      ? put()
      : inventory.withClaim(stack, inProgress, put, current));
    const updated = stack.setResourceStatus({ ...inProgress, ...result }, 'UPDATE_COMPLETE');
    stack.put(updated);
    return updated;
  } catch (error) {
    // A refused update changed nothing; any other failure may have applied the new properties.
    const isRefused =
      error instanceof InvalidPropertiesError || error instanceof AlreadyExistsError;
    const failed = isRefused ? current : inProgress;
    stack.put(stack.setResourceStatus(failed, 'UPDATE_FAILED', reasonOf(error)));
    throw failure(operation, planned, error);
  }
}

/** Updates only what the stack records of a resource, such as its deletion policy. */
export function keepResource(
  { stack }: Operation,
  planned: PlannedResource,
  current: StackResource,
): StackResource {
  const without = { deletionPolicy: undefined, updateReplacePolicy: undefined };
  const updated = { ...current, ...without, ...planned };
  stack.put(updated);
  return updated;
}

/**
 * Deletes a resource, or retains it if its policy requires that.
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
  if (policy !== undefined && RETAINED_BY_POLICY.has(policy) && isCreated(resource)) {
    stack.setResourceStatus(resource, 'DELETE_SKIPPED', RETAINED_BY_POLICY.get(policy));
    inventory.retain(stack.name, resource);
  } else {
    const inProgress = stack.setResourceStatus(resource, 'DELETE_IN_PROGRESS');
    try {
      const exists = isCreated(resource) && !inventory.isTakenOver(stack, resource);
      if (exists) await handlers.delete(resource, operation);
      stack.setResourceStatus(inProgress, 'DELETE_COMPLETE');
    } catch (error) {
      const failed = stack.setResourceStatus(inProgress, 'DELETE_FAILED', reasonOf(error));
      if (isCurrent) stack.put(failed);
      throw failure(operation, resource, error);
    }
  }
  if (isCurrent) stack.remove(resource.logicalId);
}

/** Removes a resource that could not be deleted from its stack; it remains in the account. */
export function abandonResource({ stack, inventory }: Operation, logicalId: string): void {
  const resource = stack.resources.get(logicalId);
  if (!resource) return;
  stack.remove(logicalId);
  inventory.retain(stack.name, resource);
}

/** Restores a resource after a restart, without an event. */
export async function restoreResource(
  operation: Pick<Operation, 'types' | 'handlers' | 'stack' | 'assets'>,
  resource: StackResource,
): Promise<void> {
  if (!isCreated(resource) || operation.types.typeOf(resource.type).outlivesProcess) return;
  await operation.handlers.restore(resource, operation);
}

/** Returns whether both are the same physical resource. */
export function isSame(one: StackResource, other: StackResource | undefined): boolean {
  return one.physicalId === other?.physicalId && one.generation === other.generation;
}

async function putNew(
  operation: Operation,
  resource: StackResource,
  status: 'CREATE_COMPLETE' | 'UPDATE_COMPLETE',
): Promise<StackResource> {
  const { stack, handlers, inventory } = operation;
  const result = await inventory.withClaim(stack, resource, () =>
    handlers.put(resource, operation),
  );
  const created = stack.setResourceStatus({ ...resource, ...result }, status);
  stack.put(created);
  return created;
}

/** Returns a resource before its first event. */
function pendingResource(planned: PlannedResource, generation: number): StackResource {
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

/** The policies that retain a resource, with the reason in the event. */
const RETAINED_BY_POLICY: ReadonlyMap<string, string | undefined> = new Map([
  ['Retain', undefined],
  ['RetainExceptOnCreate', undefined],
  ['Snapshot', 'The sandbox does not create snapshots: the resource is retained'],
]);

/** Returns whether a physical resource exists; false if its creation failed. */
function isCreated({ physicalId }: StackResource): boolean {
  return physicalId !== '';
}
