/**
 * The difference between a template and a stack. As in CloudFormation's change sets, values of a resource that is
 * still to change are unknown, so that changes of resources that reference it are decided later.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets-samples.html
 */
import { isDeepStrictEqual } from 'node:util';
import { creationOrder, resourceDependencies } from './graph';
import { resolve } from './intrinsics';
import type { ResourceTypes } from './resource-types';
import type { StackOutput, StackResource } from './stack-state';
import type { StackScope } from './stack-scope';
import { constructPath, TemplateError, type ResourceDefinition, type Template } from './template';

/** `policies`: only the deletion policies change. */
export type Change = 'none' | 'policies' | 'create' | 'update' | 'replace';

/** A resource of the template, with resolved values. */
export type PlannedResource = Pick<
  StackResource,
  | 'logicalId'
  | 'type'
  | 'properties'
  | 'constructPath'
  | 'dependencies'
  | 'deletionPolicy'
  | 'updateReplacePolicy'
>;

/** The change of one resource of the template. */
export interface Step {
  readonly logicalId: string;
  readonly definition: ResourceDefinition;
  /** The logical IDs of its dependencies. */
  readonly dependencies: readonly string[];
  /** Undefined if the resource has to be created. */
  readonly current: StackResource | undefined;
  /** `undecided` if it references a resource that changes. */
  readonly change: Change | 'undecided';
}

export interface ChangeSet {
  /** In creation order. */
  readonly steps: readonly Step[];
  /** Resources of the stack that are not in the template, in creation order. */
  readonly deleted: readonly StackResource[];
  /** Whether there are no changes. */
  readonly isEmpty: boolean;
}

/** The part of a stack that a template is compared with. */
export interface StackContents {
  readonly resources: ReadonlyMap<string, StackResource>;
  readonly outputs: ReadonlyMap<string, StackOutput>;
}

/**
 * Returns the changes that deploying a template makes to a stack.
 *
 * @param scope of the template's values, with the existing resources of the stack.
 * @throws {TemplateError} for a value that can't be resolved, and for a resource with another type.
 */
export function changeSet(
  template: Template,
  contents: StackContents,
  scope: StackScope,
  types: ResourceTypes,
): ChangeSet {
  assertSameTypes(template, contents.resources);
  const steps = stepsOf(template, contents.resources, scope, types);
  const wanted = new Set(steps.map(({ logicalId }) => logicalId));
  const deleted = [...contents.resources.values()].filter(({ logicalId: id }) => !wanted.has(id));
  const isEmpty =
    deleted.length === 0 &&
    steps.every(({ change }) => change === 'none') &&
    isDeepStrictEqual(plannedOutputs(template, scope), Object.fromEntries(contents.outputs));
  return { steps, deleted, isEmpty };
}

function stepsOf(
  template: Template,
  resources: StackContents['resources'],
  scope: StackScope,
  types: ResourceTypes,
): readonly Step[] {
  const dependenciesOf = resourceDependencies(template);
  const changing = new Set<string>();
  const steps: Step[] = [];
  for (const logicalId of creationOrder(template, dependenciesOf)) {
    const definition = template.Resources[logicalId];
    if (!definition || !scope.isIncluded(definition.Condition, `Resources.${logicalId}`)) continue;
    const dependencies = [...(dependenciesOf.get(logicalId) ?? [])];
    const current = resources.get(logicalId);
    const wanted = { logicalId, definition, dependencies, current };
    const depends = dependencies.some((id) => changing.has(id));
    const change =
      current && depends ? 'undecided' : changeTo(current, () => planned(wanted, scope), types);
    if (change !== 'none' && change !== 'policies') changing.add(logicalId);
    steps.push({ ...wanted, change });
  }
  return steps;
}

/** A new resource may reference resources that are still to be created. */
function changeTo(
  current: StackResource | undefined,
  plan: () => PlannedResource,
  types: ResourceTypes,
): Change {
  return current ? changeOf(plan(), current, types) : 'create';
}

/** Returns the change that leads to the planned resource. */
export function changeOf(
  plan: PlannedResource,
  current: StackResource,
  types: ResourceTypes,
): Exclude<Change, 'create'> {
  const names = new Set([...Object.keys(plan.properties), ...Object.keys(current.properties)]);
  const changed = [...names].filter(
    (name) => !isDeepStrictEqual(plan.properties[name], current.properties[name]),
  );
  const { replaceOn } = types.typeOf(plan.type);
  if (changed.some((name) => replaceOn.includes(name))) return 'replace';
  if (changed.length > 0 || plan.constructPath !== current.constructPath) return 'update';
  return hasSamePolicies(plan, current) ? 'none' : 'policies';
}

/**
 * Returns a resource with its values resolved.
 *
 * @throws {TemplateError} for a value that can't be resolved, such as an unknown attribute.
 */
export function planned(
  { logicalId, definition, dependencies }: Pick<Step, 'logicalId' | 'definition' | 'dependencies'>,
  scope: StackScope,
): PlannedResource {
  const { Type: type, Properties = {}, DeletionPolicy, UpdateReplacePolicy } = definition;
  const resolved = Object.entries(Properties).map(
    ([name, value]) =>
      [name, resolve(value, scope, `Resources.${logicalId}.Properties.${name}`)] as const,
  );
  return {
    logicalId,
    type,
    properties: Object.fromEntries(resolved.filter(([, value]) => value !== undefined)),
    constructPath: constructPath(logicalId, definition),
    dependencies: [...dependencies],
    ...(DeletionPolicy === undefined ? {} : { deletionPolicy: DeletionPolicy }),
    ...(UpdateReplacePolicy === undefined ? {} : { updateReplacePolicy: UpdateReplacePolicy }),
  };
}

/**
 * Returns a template's outputs, resolved.
 *
 * @throws {TemplateError} for a value that can't be resolved.
 */
export function plannedOutputs(
  template: Template,
  scope: StackScope,
): Readonly<Record<string, StackOutput>> {
  return Object.fromEntries(
    Object.entries(template.Outputs ?? {})
      .filter(([name, output]) => scope.isIncluded(output.Condition, `Outputs.${name}`))
      .map(([name, { Value, Description, Export: exported }]) => {
        const text = (value: unknown, key: string) =>
          resolvedText(value, scope, `Outputs.${name}.${key}`);
        const output: StackOutput = {
          value: text(Value, 'Value'),
          ...(Description === undefined ? {} : { description: Description }),
          ...(exported ? { exportName: text(exported.Name, 'Export.Name') } : {}),
        };
        return [name, output];
      }),
  );
}

function assertSameTypes(template: Template, current: StackContents['resources']): void {
  const others = Object.entries(template.Resources)
    .filter(([id, { Type }]) => (current.get(id)?.type ?? Type) !== Type)
    .map(([id]) => id);
  if (others.length > 0) {
    throw new TemplateError(
      'Update of resource type is not permitted. The new template modifies resource type of ' +
        `the following resources: [${others.join(', ')}]`,
    );
  }
}

function hasSamePolicies(plan: PlannedResource, current: StackResource): boolean {
  return (
    plan.deletionPolicy === current.deletionPolicy &&
    plan.updateReplacePolicy === current.updateReplacePolicy
  );
}

function resolvedText(value: unknown, scope: StackScope, path: string): string {
  const resolved = resolve(value, scope, path);
  if (['string', 'number', 'boolean'].includes(typeof resolved)) return String(resolved);
  throw new TemplateError(`${path}: an output must be a string, got ${JSON.stringify(resolved)}`);
}
