/**
 * Creating, updating and deleting one stack: forwards by the template's dependencies, and back again
 * where a step fails. What stood before an update goes on standing until all that is new is there.
 *
 * What a template no longer asks for is deleted at the very end, as in CloudFormation. So an API
 * deployment that is made in the same update still has a method that goes with it.
 */
import { reasonOf } from '@sandbox/kernel/one-line';
import { changeOf, type Plan } from './change-set';
import { isSame, type Deployment, type PlannedResource } from './deployment';
import type { StackOutput, StackResource } from './stack-state';
import type { DeployedStack } from './deployed-stack';
import type { StackScope } from './stack-scope';
import type { ResourceStatus } from './statuses';

/** What a stack is to become. */
export interface Target {
  readonly plan: Plan;
  readonly parameters: Readonly<Record<string, string>>;
  /** @param resources those that are there by now; it is read again and again. */
  scope(resources: ReadonlyMap<string, StackResource>): StackScope;
  /** Throws where another stack needs an export as it was, or has one of the same name. */
  assertExports(outputs: Readonly<Record<string, StackOutput>>): void;
}

const INITIATED = 'User Initiated';

/** @throws {Error} when the creation failed and was rolled back. */
export async function createStack(deployment: Deployment, target: Target): Promise<void> {
  const { stack } = deployment;
  stack.enter('REVIEW_IN_PROGRESS', INITIATED);
  stack.enter('CREATE_IN_PROGRESS', INITIATED);
  try {
    await apply(deployment, target);
    stack.enter('CREATE_COMPLETE');
  } catch (error) {
    await rollBackCreation(deployment, error);
    throw error;
  }
}

/** @throws {Error} when the update failed; the stack is then as it was before, if it can be. */
export async function updateStack(deployment: Deployment, target: Target): Promise<void> {
  const { stack } = deployment;
  const before = stack.resources;
  stack.enter('UPDATE_IN_PROGRESS', INITIATED);
  let wanted: ReadonlyMap<string, StackResource>;
  try {
    wanted = await apply(deployment, target);
  } catch (error) {
    await rollBackUpdate(deployment, before, error);
    throw error;
  }
  stack.enter('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  await cleanUp(deployment, before, wanted, (resource) =>
    wanted.has(resource.logicalId) ? resource.updateReplacePolicy : resource.deletionPolicy,
  );
  stack.order([...wanted.keys()]);
  stack.enter('UPDATE_COMPLETE');
}

/** @throws {Error} when something could not be deleted; the stack keeps it. */
export async function deleteStack(deployment: Deployment): Promise<void> {
  const { stack } = deployment;
  stack.enter('DELETE_IN_PROGRESS', INITIATED);
  const failed = await deleteAll(deployment, [...stack.resources.values()], deletionPolicy);
  if (failed.length > 0) {
    stack.enter('DELETE_FAILED', failedTo('delete', failed));
    throw new Error(`${stack.name}: ${stack.statusReason ?? ''}`);
  }
  stack.enter('DELETE_COMPLETE');
}

/** Makes what the template asks for, and gives it; what it no longer asks for is still there then. */
async function apply(
  deployment: Deployment,
  target: Target,
): Promise<ReadonlyMap<string, StackResource>> {
  const { stack } = deployment;
  const before = stack.resources;
  const done = new Map<string, StackResource>();
  const scope = target.scope(done);
  for (const logicalId of target.plan.order) {
    const planned = target.plan.resource(logicalId, scope);
    if (planned) done.set(logicalId, await bringAbout(deployment, planned, before.get(logicalId)));
  }
  const outputs = target.plan.outputs(scope);
  target.assertExports(outputs);
  stack.become({
    template: target.plan.template,
    parameters: target.parameters,
    outputs,
    imports: [...scope.imported],
  });
  return done;
}

function bringAbout(
  deployment: Deployment,
  planned: PlannedResource,
  current: StackResource | undefined,
): Promise<StackResource> | StackResource {
  if (!current) return deployment.create(planned);
  switch (changeOf(planned, current, deployment.types)) {
    case 'replace':
      return deployment.replace(planned, current);
    case 'update':
      return deployment.update(planned, current);
    default:
      return deployment.keep(planned, current);
  }
}

async function rollBackCreation(deployment: Deployment, error: unknown): Promise<void> {
  const { stack } = deployment;
  stack.enter(
    'ROLLBACK_IN_PROGRESS',
    `${failureOf(deployment, error)} Rollback requested by user.`,
  );
  const made = [...stack.resources.values()];
  const failed = await deleteAll(deployment, made, policyOnCreation);
  if (failed.length > 0) stack.enter('ROLLBACK_FAILED', failedTo('delete', failed));
  else stack.enter('ROLLBACK_COMPLETE');
}

/** Changes back what was changed, then deletes what is new. */
async function rollBackUpdate(
  deployment: Deployment,
  before: ReadonlyMap<string, StackResource>,
  error: unknown,
): Promise<void> {
  const { stack } = deployment;
  const reached = stack.resources;
  stack.enter('UPDATE_ROLLBACK_IN_PROGRESS', failureOf(deployment, error));
  try {
    for (const old of before.values()) await putBack(deployment, old, reached.get(old.logicalId));
  } catch {
    const failed = failedTo('update', inStatus(stack, 'UPDATE_FAILED'));
    stack.enter('UPDATE_ROLLBACK_FAILED', failed);
    return;
  }
  stack.enter('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  await cleanUp(deployment, reached, before, (resource) =>
    before.has(resource.logicalId) ? 'Delete' : policyOnCreation(resource),
  );
  stack.order([...before.keys()]);
  stack.enter('UPDATE_ROLLBACK_COMPLETE');
}

/** Has the stack its old resource again: changed back, or, where it was replaced, as it still is. */
async function putBack(
  deployment: Deployment,
  old: StackResource,
  reached: StackResource | undefined,
): Promise<void> {
  const { stack } = deployment;
  if (!reached || reached === old) return;
  const isReplaced = reached.generation !== old.generation;
  if (isReplaced) stack.put(stack.enterResource(old, 'UPDATE_COMPLETE'));
  else if (changeOf(old, reached, deployment.types) === 'none') stack.put(old);
  else await deployment.update(old, reached);
}

/** Deletes what of these the stack no longer has. What can't be deleted is left in the account. */
async function cleanUp(
  deployment: Deployment,
  resources: ReadonlyMap<string, StackResource>,
  wanted: ReadonlyMap<string, unknown>,
  policy: DeletionPolicyOf,
): Promise<void> {
  const { stack } = deployment;
  const obsolete = [...resources.values()].filter(
    (resource) =>
      !wanted.has(resource.logicalId) || !isSame(resource, stack.resources.get(resource.logicalId)),
  );
  await deleteAll(deployment, obsolete, policy);
  for (const resource of obsolete) {
    if (!wanted.has(resource.logicalId)) deployment.abandon(resource.logicalId);
  }
}

type DeletionPolicyOf = (resource: StackResource) => string | undefined;

const deletionPolicy: DeletionPolicyOf = (resource) => resource.deletionPolicy;

/** `RetainExceptOnCreate` keeps nothing of a creation that failed. */
function policyOnCreation({ deletionPolicy: policy }: StackResource): string | undefined {
  return policy === 'RetainExceptOnCreate' ? 'Delete' : policy;
}

/**
 * Deletes resources in the reverse order of their creation. What something needs that could not be
 * deleted stays too. Gives the logical IDs of those that failed.
 */
async function deleteAll(
  deployment: Deployment,
  resources: readonly StackResource[],
  policy: DeletionPolicyOf,
): Promise<readonly string[]> {
  const failed: string[] = [];
  const needed = new Set<string>();
  for (const resource of [...resources].reverse()) {
    const isDeleted =
      !needed.has(resource.logicalId) && (await tryToDelete(deployment, resource, policy));
    if (isDeleted) continue;
    if (!needed.has(resource.logicalId)) failed.push(resource.logicalId);
    for (const dependency of resource.dependencies) needed.add(dependency);
  }
  return failed;
}

async function tryToDelete(
  deployment: Deployment,
  resource: StackResource,
  policy: DeletionPolicyOf,
): Promise<boolean> {
  try {
    await deployment.delete(resource, policy(resource));
    return true;
  } catch {
    return false;
  }
}

/** Why an operation failed: its resources that did, or what is wrong with the whole. */
function failureOf({ stack }: Deployment, error: unknown): string {
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

function failedTo(what: 'create' | 'update' | 'delete', logicalIds: readonly string[]): string {
  return `The following resource(s) failed to ${what}: [${logicalIds.join(', ')}].`;
}
