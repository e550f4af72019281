/**
 * What a template asks for against what a stack has: which resources are to be created, changed in
 * place, or replaced.
 */
import { isDeepStrictEqual } from 'node:util';
import type { PlannedResource } from './deployment';
import { creationOrder, resourceDependencies } from './graph';
import { resolve } from './intrinsics';
import type { ResourceTypes } from './resource-types';
import type { StackOutput, StackResource } from './stack-state';
import type { StackScope } from './stack-scope';
import { constructPath, TemplateError, type Template } from './template';

export type Change = 'none' | 'create' | 'update' | 'replace';

/** What becomes of a resource that the template asks for. */
export function changeOf(
  planned: PlannedResource,
  current: StackResource | undefined,
  types: ResourceTypes,
): Change {
  if (!current) return 'create';
  const names = new Set([...Object.keys(planned.properties), ...Object.keys(current.properties)]);
  const changed = [...names].filter(
    (name) => !isDeepStrictEqual(planned.properties[name], current.properties[name]),
  );
  const { replaceOn } = types.typeOf(planned.type);
  if (changed.some((name) => replaceOn.includes(name))) return 'replace';
  return changed.length > 0 || planned.constructPath !== current.constructPath ? 'update' : 'none';
}

/** A template's resources, in the order in which they are to be made. */
export class Plan {
  private readonly dependencies: ReadonlyMap<string, ReadonlySet<string>>;
  readonly order: readonly string[];

  constructor(
    readonly template: Template,
    private readonly types: ResourceTypes,
  ) {
    this.order = creationOrder(template);
    this.dependencies = resourceDependencies(template);
  }

  /**
   * A resource with its values resolved; undefined where its condition does not hold.
   *
   * @throws {TemplateError} at a value that can't be resolved, such as an unknown attribute.
   */
  resource(logicalId: string, scope: StackScope): PlannedResource | undefined {
    const resource = this.template.Resources[logicalId];
    const path = `Resources.${logicalId}`;
    if (!resource || !scope.isWanted(resource.Condition, path)) return undefined;
    const { DeletionPolicy, UpdateReplacePolicy } = resource;
    const resolved = Object.entries(resource.Properties ?? {}).map(
      ([name, value]) => [name, resolve(value, scope, `${path}.Properties.${name}`)] as const,
    );
    return {
      logicalId,
      type: resource.Type,
      properties: Object.fromEntries(resolved.filter(([, value]) => value !== undefined)),
      constructPath: constructPath(logicalId, resource),
      dependencies: [...(this.dependencies.get(logicalId) ?? [])],
      ...(DeletionPolicy === undefined ? {} : { deletionPolicy: DeletionPolicy }),
      ...(UpdateReplacePolicy === undefined ? {} : { updateReplacePolicy: UpdateReplacePolicy }),
    };
  }

  /** @throws {TemplateError} at a value that can't be resolved. */
  outputs(scope: StackScope): Readonly<Record<string, StackOutput>> {
    return Object.fromEntries(
      Object.entries(this.template.Outputs ?? {})
        .filter(([name, output]) => scope.isWanted(output.Condition, `Outputs.${name}`))
        .map(([name, { Value, Description, Export: exported }]) => {
          const path = `Outputs.${name}`;
          const output: StackOutput = {
            value: textOf(resolve(Value, scope, `${path}.Value`), `${path}.Value`),
            ...(Description === undefined ? {} : { description: Description }),
            ...(exported
              ? { exportName: textOf(resolve(exported.Name, scope, `${path}.Export.Name`), path) }
              : {}),
          };
          return [name, output];
        }),
    );
  }

  /**
   * Whether deploying the template would do anything to a stack that has these resources.
   *
   * @throws {TemplateError} where a resource would get another type.
   */
  changes(
    current: ReadonlyMap<string, StackResource>,
    outputs: ReadonlyMap<string, StackOutput>,
    scope: StackScope,
  ): boolean {
    this.assertSameTypes(current);
    const wanted = this.order.filter((id) =>
      scope.isWanted(this.template.Resources[id]?.Condition, `Resources.${id}`),
    );
    if (wanted.some((id) => !current.has(id)) || wanted.length !== current.size) return true;
    const changed = wanted.some((id) => {
      const planned = this.resource(id, scope);
      const known = current.get(id);
      return (
        planned &&
        (changeOf(planned, known, this.types) !== 'none' || !samePolicies(planned, known))
      );
    });
    return changed || !isDeepStrictEqual(this.outputs(scope), Object.fromEntries(outputs));
  }

  private assertSameTypes(current: ReadonlyMap<string, StackResource>): void {
    const others = Object.entries(this.template.Resources)
      .filter(([id, { Type }]) => (current.get(id)?.type ?? Type) !== Type)
      .map(([id]) => id);
    if (others.length > 0) {
      throw new TemplateError(
        'Update of resource type is not permitted. The new template modifies resource type of ' +
          `the following resources: [${others.join(', ')}]`,
      );
    }
  }
}

function samePolicies(planned: PlannedResource, current: StackResource | undefined): boolean {
  return (
    planned.deletionPolicy === current?.deletionPolicy &&
    planned.updateReplacePolicy === current?.updateReplacePolicy
  );
}

function textOf(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError(`${path}: an output is a string, got ${JSON.stringify(value)}`);
}
