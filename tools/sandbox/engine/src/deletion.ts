/** Deleting resources: those of a whole stack, or those that an update leaves behind. */
import type { Operation } from './operation';
import { abandonResource, deleteResource, isSame } from './resource-steps';
import type { StackResource } from './stack-state';

export type DeletionPolicyOf = (resource: StackResource) => string | undefined;

/**
 * Deletes what of these the stack no longer has. What can't be deleted is left in the account.
 *
 * @param resources by logical ID, in the order of their creation.
 * @param wanted the logical IDs that the stack goes on with.
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
 * Deletes resources in the reverse order of their creation. What something needs that could not be
 * deleted stays too. Returns the logical IDs of those that failed.
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

/** The event of the resource says what went wrong. */
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
