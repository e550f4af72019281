/**
 * The deployment and deletion of a stack. `deployStack`, and then `createStack` or `updateStack`, execute these
 * steps:
 *
 * 1. reject errors that the app reported, and an invalid template (unsupported.ts, template-check.ts)
 * 2. find the stack to update, or create an empty one (deployed-stack.ts)
 * 3. resolve parameters and pseudo parameters (parameters.ts, stack-scope.ts)
 * 4. evaluate the template's rules
 * 5. reject properties that violate a type's schema, or are not supported (unsupported.ts)
 * 6. compute the resources to create, update, replace and delete, in order (change-set.ts)
 * 7. execute the changes, with events (apply.ts, resource-steps.ts), through the types' handlers (resource-handlers.ts)
 * 8. delete removed resources (deletion.ts), or roll back after a failure (roll-back.ts)
 * 9. save the outcome to disk (inventory.ts)
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
import { assertRunnable, assertWithoutErrors } from './unsupported';

export interface DeployOptions {
  /** Values of the template's parameters. @default those of the last deployment, or the template's */
  readonly parameters?: Readonly<Record<string, string>>;
  /** @default not reported */
  readonly onEvent?: OnStackEvent;
}

const INITIATED = 'User Initiated';

/**
 * Creates or updates a stack. Without changes, there are no events; termination protection does not count as a
 * change.
 *
 * @throws {StackRefusedError | TemplateError | UnsupportedError} before anything is changed.
 * @throws {Error} when it fails; the stack's status shows whether it could be rolled back.
 */
export async function deployStack(
  environment: StackEnvironment,
  artifact: StackArtifact,
  options: DeployOptions = {},
): Promise<DeployedStack> {
  const { types, inventory } = environment;
  const { template, assets } = artifact;
  assertWithoutErrors(artifact);
  checkTemplate(template);
  const failed = inventory.named(artifact.name);
  if (failed && isCreationFailure(failed.status)) {
    await deleteStack(environment, failed, options.onEvent);
  }
  const existing = updatableStack(environment, artifact.name);
  const stack = existing ?? DeployedStack.planned(artifact);
  const context = contextOf(stack, artifact, {
    parameters: parameterValues(template.Parameters ?? {}, options.parameters, stack.parameters),
    exports: exportsOf(inventory.others(stack)),
  });
  const scope = new StackScope(context, stack.resources);
  scope.assertRules();
  assertRunnable(context, types);
  const changes = changeSet(template, stack, scope, types);
  const { terminationProtection = false } = artifact;
  if (existing && changes.isEmpty && existing.terminationProtection === terminationProtection) {
    return existing;
  }
  inventory.add(stack);
  // Before the change set is executed, as `cdk deploy` sets it.
  stack.update({ terminationProtection });
  const operation = { ...environment, stack, assets };
  const execute = existing ? updateStack : createStack;
  await inventory.withSave(stack, () =>
    changes.isEmpty && existing
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
 * Updates a stack. As in CloudFormation, removed and replaced resources are deleted at the very end, so that for
 * example an API deployment in the same update still includes a removed method.
 *
 * @throws {Error} when the update fails; the stack is rolled back then, if possible.
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
 * Deletes a stack with its resources, except for those that a policy retains.
 *
 * @throws {StackRefusedError} when it is protected, or others import from it.
 * @throws {Error} when a resource could not be deleted; it stays in the stack.
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

/** @throws {StackRefusedError} when there is a stack of that name in a status that can't be updated. */
function updatableStack({ inventory }: StackEnvironment, name: string): DeployedStack | undefined {
  const existing = inventory.named(name);
  if (existing && !isUpdatable(existing.status)) throw StackRefusedError.of(existing);
  return existing;
}

function contextOf(
  { name, id, account, region }: DeployedStack,
  { template }: StackArtifact,
  values: Pick<TemplateContext, 'parameters' | 'exports'>,
): TemplateContext {
  return { name, id, account, region, template, ...values };
}
