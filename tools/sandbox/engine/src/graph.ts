/** The creation order of a template's resources: each after its dependencies. */
import { references } from './intrinsics';
import { TemplateError, type Template } from './template';

/**
 * Returns the logical IDs of a template's resources in creation order; deletion uses the reverse order.
 *
 * @throws {TemplateError} for a dangling reference or a cycle, with the path in the template.
 */
export function creationOrder(
  template: Template,
  dependencies = resourceDependencies(template),
): readonly string[] {
  const order: string[] = [];
  const done = new Set<string>();
  const visit = (logicalId: string, ancestors: readonly string[]): void => {
    if (done.has(logicalId)) return;
    if (ancestors.includes(logicalId)) {
      const cycle = [...ancestors.slice(ancestors.indexOf(logicalId)), logicalId].join(' -> ');
      throw new TemplateError(`Resources: circular dependency ${cycle}`);
    }
    for (const dependency of dependencies.get(logicalId) ?? []) {
      visit(dependency, [...ancestors, logicalId]);
    }
    done.add(logicalId);
    order.push(logicalId);
  };
  for (const logicalId of Object.keys(template.Resources)) visit(logicalId, []);
  return order;
}

/** Returns the dependencies of each resource. */
export function resourceDependencies(template: Template): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    Object.entries(template.Resources).map(([logicalId, resource]) => {
      const path = `Resources.${logicalId}`;
      const explicit = [resource.DependsOn ?? []]
        .flat()
        .map((name) => ({ name, path: `${path}.DependsOn` }));
      const all = [...explicit, ...references(resource.Properties ?? {}, `${path}.Properties`)];
      for (const { name, path: where } of all) assertDefined(template, name, where);
      for (const { name, path: where } of explicit) assertResource(template, name, where);
      return [
        logicalId,
        new Set(
          all.map(({ name }) => name).filter((name) => Object.hasOwn(template.Resources, name)),
        ),
      ] as const;
    }),
  );
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
const pseudoParameters: ReadonlySet<string> = new Set([
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
]);

function assertResource(template: Template, name: string, path: string): void {
  if (Object.hasOwn(template.Resources, name)) return;
  throw new TemplateError(`${path}: ${name} is not a resource of the template`);
}

/** @throws {TemplateError} for a name that the template does not define. */
export function assertDefined(template: Template, name: string, path: string): void {
  const defined =
    pseudoParameters.has(name) ||
    Object.hasOwn(template.Resources, name) ||
    Object.hasOwn(template.Parameters ?? {}, name);
  if (!defined) {
    throw new TemplateError(`${path}: refers to ${name}, which the template does not define`);
  }
}
