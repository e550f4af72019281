/** Executes a change set, each resource after its dependencies. */
import { changeOf, planned, plannedOutputs, type ChangeSet, type Step } from './change-set';
import { assertExports } from './exports';
import type { Operation } from './operation';
import { createResource, keepResource, replaceResource, updateResource } from './resource-steps';
import { StackScope, type TemplateContext } from './stack-scope';
import type { StackResource } from './stack-state';

/**
 * Returns the resources of the template by logical ID. Removed and replaced resources still exist then.
 *
 * @throws {Error} for the first resource that fails; the changes before it remain.
 */
export async function apply(
  operation: Operation,
  changes: ChangeSet,
  context: TemplateContext,
): Promise<ReadonlyMap<string, StackResource>> {
  const { stack, inventory } = operation;
  const { template, parameters } = context;
  const made = new Map<string, StackResource>();
  const scope = new StackScope(context, made);
  for (const step of changes.steps) made.set(step.logicalId, await take(step, operation, scope));
  const outputs = plannedOutputs(template, scope);
  assertExports(stack, outputs, inventory.others(stack));
  stack.update({
    template,
    parameters: { ...parameters },
    outputs,
    imports: [...scope.imported],
  });
  return made;
}

async function take(step: Step, operation: Operation, scope: StackScope): Promise<StackResource> {
  const { current } = step;
  const plan = planned(step, scope);
  if (!current) return createResource(operation, plan);
  const change =
    step.change === 'undecided' ? changeOf(plan, current, operation.types) : step.change;
  switch (change) {
    case 'replace':
      return replaceResource(operation, plan, current);
    case 'update':
      return updateResource(operation, plan, current);
    default:
      return keepResource(operation, plan, current);
  }
}
