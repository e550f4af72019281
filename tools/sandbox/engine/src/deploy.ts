/**
 * The way of a template to running resources, and of a stack to its end. `deployStack`, then
 * `createStack` or `updateStack`, take the steps in this order, and hand a value from each to the next:
 *
 * 1. check the template by itself (template-check.ts)
 * 2. find the stack that is to be updated, or plan one that is to be created (deployed-stack.ts)
 * 3. give values to the template's parameters and pseudo parameters (parameters.ts, stack-scope.ts)
 * 4. refuse what its rules exclude
 * 5. refuse what breaks a type's schema, or can't be run here (unsupported.ts)
 * 6. tell what is created, updated, replaced and deleted, in which order (change-set.ts)
 * 7. do so, with events (apply.ts, resource-steps.ts), through the types' handlers (resource-handlers.ts)
 * 8. delete what the stack no longer has (deletion.ts), or go back where a step failed (roll-back.ts)
 * 9. keep on disk how it ended (inventory.ts)
 *
 * The exports of a template are checked when all their values are known, at the end of step 7.
 */
import type { StackArtifact } from './assembly';
import { apply } from './apply';
import { changeSet, type ChangeSet } from './change-set';
import { DeployedStack } from './deployed-stack';
import { cleanUp, deleteAll } from './deletion';
import { StackRefusedError } from './errors';
import { exportsOf, importersOf } from './exports';
import type { Operation, StackEnvironment } from './operation';
import { parameterValues } from './parameters';
import { failedTo, rollBackCreation, rollBackUpdate } from './roll-back';
import type { OnStackEvent } from './stack-events';
import { StackScope, type TemplateContext } from './stack-scope';
import { isCreationFailure, isUpdatable } from './statuses';
import { checkTemplate } from './template-check';
import { assertRunnable } from './unsupported';

export interface DeployOptions {
  /** Values of the template's parameters. @default those of the last deployment, or the template's */
  readonly parameters?: Readonly<Record<string, string>>;
  /** @default not reported */
  readonly onEvent?: OnStackEvent;
}

const INITIATED = 'User Initiated';

/**
 * Creates a stack, or updates it to what is synthesized. Where nothing has changed, nothing happens,
 * and there is no event; termination protection is no change.
 *
 * @throws {StackRefusedError | TemplateError | UnsupportedError} before anything is done.
 * @throws {Error} when it failed; what was done is rolled back, as the stack's status tells.
 */
export async function deployStack(
  environment: StackEnvironment,
  artifact: StackArtifact,
  options: DeployOptions = {},
): Promise<DeployedStack> {
  const { types, inventory } = environment;
  const { template, assets } = artifact;
  checkTemplate(template);
  const failed = inventory.named(artifact.name);
  if (failed && isCreationFailure(failed.status)) {
    await deleteStack(environment, failed, options.onEvent);
  }
  const known = updatableStack(environment, artifact.name);
  const stack = known ?? DeployedStack.planned(artifact);
  const context = contextOf(stack, artifact, {
    parameters: parameterValues(template.Parameters ?? {}, options.parameters, stack.parameters),
    exports: exportsOf(inventory.others(stack)),
  });
  const scope = new StackScope(context, stack.resources);
  scope.assertRules();
  assertRunnable(context, types);
  const changes = changeSet(template, stack, scope, types);
  const { terminationProtection = false } = artifact;
  if (known && changes.isEmpty && known.terminationProtection === terminationProtection) {
    return known;
  }
  inventory.add(stack);
  // Before the change set is executed, as `cdk deploy` sets it.
  stack.update({ terminationProtection });
  const operation = { ...environment, stack, assets };
  const execute = known ? updateStack : createStack;
  await inventory.withSave(stack, () =>
    changes.isEmpty && known
      ? Promise.resolve()
      : stack.log.during(options.onEvent, () => execute(operation, changes, context)),
  );
  return stack;
}

/** @throws {Error} when the creation failed and was rolled back. */
async function createStack(
  operation: Operation,
  changes: ChangeSet,
  context: TemplateContext,
): Promise<void> {
  const { stack } = operation;
  stack.setStatus('REVIEW_IN_PROGRESS', INITIATED);
  stack.setStatus('CREATE_IN_PROGRESS', INITIATED);
  try {
    await apply(operation, changes, context);
  } catch (error) {
    await rollBackCreation(operation, error);
    throw error;
  }
  stack.setStatus('CREATE_COMPLETE');
}

/**
 * What stood before goes on standing until all that is new is there. What a template no longer asks
 * for is deleted at the very end, as in CloudFormation. So an API deployment that is made in the same
 * update still has a method that goes with it.
 *
 * @throws {Error} when the update failed; the stack is then as it was before, if it can be.
 */
async function updateStack(
  operation: Operation,
  changes: ChangeSet,
  context: TemplateContext,
): Promise<void> {
  const { stack } = operation;
  const before = stack.resources;
  stack.setStatus('UPDATE_IN_PROGRESS', INITIATED);
  let wanted: Awaited<ReturnType<typeof apply>>;
  try {
    wanted = await apply(operation, changes, context);
  } catch (error) {
    await rollBackUpdate(operation, before, error);
    throw error;
  }
  stack.setStatus('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  await cleanUp(operation, before, wanted, (resource) =>
    wanted.has(resource.logicalId) ? resource.updateReplacePolicy : resource.deletionPolicy,
  );
  stack.order([...wanted.keys()]);
  stack.setStatus('UPDATE_COMPLETE');
}

/**
 * Deletes a stack with its resources, but for those that a policy keeps.
 *
 * @throws {StackRefusedError} where it is protected from that, or others import from it.
 * @throws {Error} when something could not be deleted; the stack keeps it.
 */
export async function deleteStack(
  environment: StackEnvironment,
  stack: DeployedStack,
  onEvent?: OnStackEvent,
): Promise<void> {
  const { inventory } = environment;
  if (stack.terminationProtection) {
    throw new StackRefusedError(
      `Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`,
    );
  }
  const [inUse] = importersOf(stack, inventory.list);
  if (inUse) {
    throw new StackRefusedError(
      `Export ${inUse.name} cannot be deleted as it is in use by ${inUse.stacks.join(', ')}`,
    );
  }
  const operation = { ...environment, stack, assets: new Map<string, string>() };
  await inventory.withSave(stack, async () => {
    await stack.log.during(onEvent, () => deleteResources(operation));
    inventory.remove(stack);
  });
}

async function deleteResources(operation: Operation): Promise<void> {
  const { stack } = operation;
  stack.setStatus('DELETE_IN_PROGRESS', INITIATED);
  const resources = [...stack.resources.values()];
  const failed = await deleteAll(operation, resources, ({ deletionPolicy }) => deletionPolicy);
  if (failed.length > 0) {
    stack.setStatus('DELETE_FAILED', failedTo('delete', failed));
    throw new Error(`${stack.name}: ${stack.statusReason ?? ''}`);
  }
  stack.setStatus('DELETE_COMPLETE');
}

/** @throws {StackRefusedError} where there is a stack of that name in a status that can't be updated. */
function updatableStack({ inventory }: StackEnvironment, name: string): DeployedStack | undefined {
  const known = inventory.named(name);
  if (known && !isUpdatable(known.status)) throw StackRefusedError.of(known);
  return known;
}

function contextOf(
  { name, id, account, region }: DeployedStack,
  { template }: StackArtifact,
  values: Pick<TemplateContext, 'parameters' | 'exports'>,
): TemplateContext {
  return { name, id, account, region, template, ...values };
}
