/** Deletes the resources of a stack, or those that an update removes. */
import type { Operation } from './operation';
import { abandonResource, deleteResource, isSame } from './resource-steps';
import type { StackResource } from './stack-state';

export type DeletionPolicyOf = (resource: StackResource) => string | undefined;

/**
 * Deletes resources that are no longer in the stack. One that can't be deleted remains in the account.
 *
 * @param resources by logical ID, in the order of their creation.
 * @param wanted the logical IDs of the stack's current resources.
 */
export async function cleanUp(
  operation: Operation,
  resources: ReadonlyMap<string, StackResource>,
  wanted: ReadonlyMap<string, unknown>,
  policy: DeletionPolicyOf,
): Promise<void> {
  const { stack } = operation;
  const obsolete = [...resources.values()].filter(
    (resource) =>
      !wanted.has(resource.logicalId) || !isSame(resource, stack.resources.get(resource.logicalId)),
  );
  await deleteAll(operation, obsolete, policy);
  for (const { logicalId } of obsolete) {
    if (!wanted.has(logicalId)) abandonResource(operation, logicalId);
  }
}

/**
 * Deletes resources in reverse order of their creation, except for dependencies of resources whose deletion
 * failed. Returns the logical IDs of those that failed.
 */
export async function deleteAll(
  operation: Operation,
  resources: readonly StackResource[],
  policy: DeletionPolicyOf,
): Promise<readonly string[]> {
  const failed: string[] = [];
  const needed = new Set<string>();
  for (const resource of [...resources].reverse()) {
    const isNeeded = needed.has(resource.logicalId);
    if (!isNeeded && (await tryToDelete(operation, resource, policy))) continue;
    if (!isNeeded) failed.push(resource.logicalId);
    for (const dependency of resource.dependencies) needed.add(dependency);
  }
  return failed;
}

/** The error is in the event of the resource. */
async function tryToDelete(
  operation: Operation,
  resource: StackResource,
  policy: DeletionPolicyOf,
): Promise<boolean> {
  try {
    await deleteResource(operation, resource, policy(resource));
    return true;
  } catch {
    return false;
  }
}
