/** Rolls back an operation after a failed step. */
import { reasonOf } from '@sandbox/kernel/one-line';
import { changeOf } from './change-set';
import type { DeployedStack } from './deployed-stack';
import { cleanUp, deleteAll } from './deletion';
import type { Operation } from './operation';
import { updateResource } from './resource-steps';
import type { StackResource } from './stack-state';
import type { ResourceStatus } from './statuses';

/** Rolls back a failed creation: deletes the created resources. */
export async function rollBackCreation(operation: Operation, error: unknown): Promise<void> {
  const { stack } = operation;
  const reason = `${failureOf(stack, error)} Rollback requested by user.`;
  stack.setStatus('ROLLBACK_IN_PROGRESS', reason);
  const created = [...stack.resources.values()];
  const failed = await deleteAll(operation, created, policyOnCreation);
  if (failed.length > 0) stack.setStatus('ROLLBACK_FAILED', failedTo('delete', failed));
  else stack.setStatus('ROLLBACK_COMPLETE');
}

/**
 * Rolls back a failed update: restores changed resources, then deletes new ones.
 *
 * @param before the resources before the update, by logical ID.
 */
export async function rollBackUpdate(
  operation: Operation,
  before: ReadonlyMap<string, StackResource>,
  error: unknown,
): Promise<void> {
  const { stack } = operation;
  const afterFailure = stack.resources;
  stack.setStatus('UPDATE_ROLLBACK_IN_PROGRESS', failureOf(stack, error));
  try {
    for (const old of before.values())
      await putBack(operation, old, afterFailure.get(old.logicalId));
  } catch {
    const failed = failedTo('update', inStatus(stack, 'UPDATE_FAILED'));
    stack.setStatus('UPDATE_ROLLBACK_FAILED', failed);
    return;
  }
  stack.setStatus('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  await cleanUp(operation, afterFailure, before, (resource) =>
    before.has(resource.logicalId) ? 'Delete' : policyOnCreation(resource),
  );
  stack.order([...before.keys()]);
  stack.setStatus('UPDATE_ROLLBACK_COMPLETE');
}

/** Restores a resource of the stack: rolls back an update, or keeps the one that was to be replaced. */
async function putBack(
  operation: Operation,
  old: StackResource,
  current: StackResource | undefined,
): Promise<void> {
  const { stack, types } = operation;
  if (!current || current === old) return;
  if (current.generation !== old.generation) {
    stack.put(stack.setResourceStatus(old, 'UPDATE_COMPLETE'));
    return;
  }
  const change = changeOf(old, current, types);
  if (change === 'none' || change === 'policies') stack.put(old);
  else await updateResource(operation, old, current, { isRollback: true });
}

/** `RetainExceptOnCreate` retains no resource of a failed creation. */
function policyOnCreation({ deletionPolicy: policy }: StackResource): string | undefined {
  return policy === 'RetainExceptOnCreate' ? 'Delete' : policy;
}

/** Returns the reason of a failed operation: its failed resources, or a problem of the whole stack. */
function failureOf(stack: DeployedStack, error: unknown): string {
  const created = inStatus(stack, 'CREATE_FAILED');
  if (created.length > 0) return failedTo('create', created);
  const updated = inStatus(stack, 'UPDATE_FAILED');
  return updated.length > 0 ? failedTo('update', updated) : `${reasonOf(error)}.`;
}

function inStatus({ resources }: DeployedStack, status: ResourceStatus): readonly string[] {
  return [...resources.values()]
    .filter((resource) => resource.status === status)
    .map(({ logicalId }) => logicalId);
}

/** Returns the status reason of a stack, with CloudFormation's message. */
export function failedTo(
  what: 'create' | 'update' | 'delete',
  logicalIds: readonly string[],
): string {
  return `The following resource(s) failed to ${what}: [${logicalIds.join(', ')}].`;
}
