/** Edits synthesized templates, in resources that are found by their construct paths. */
import { z } from 'zod';
import type { Place, TemplateEdit } from './fidelity-case';

const resourceSchema = z.looseObject({
  Type: z.string(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  Metadata: z.looseObject({ 'aws:cdk:path': z.string().optional() }).optional(),
});

const templateSchema = z.looseObject({ Resources: z.record(z.string(), resourceSchema) });

type Template = z.output<typeof templateSchema>;

/**
 * Returns an edited copy of a template.
 *
 * @throws {Error} when the construct or the place of an edit does not exist, or an edit changes nothing: a case must
 *   not pass because the templates have changed.
 */
export function edited(template: unknown, stack: string, edits: readonly TemplateEdit[]): Template {
  const copy = templateSchema.parse(structuredClone(template));
  for (const edit of edits) {
    const before = JSON.stringify(copy);
    apply(copy, `${stack}/${edit.construct}`, edit);
    if (JSON.stringify(copy) === before) {
      throw new Error(`${edit.construct}: the edit of ${edit.at.join('.')} changes nothing`);
    }
  }
  return withNewSnapshots(copy, template);
}

/**
 * Renames the deployments and versions that an edit affects: they are immutable snapshots, which CDK recreates with
 * another logical ID for each change.
 */
function withNewSnapshots(changed: Template, before: unknown): Template {
  const { Resources: old } = templateSchema.parse(before);
  const edits = Object.keys({ ...old, ...changed.Resources }).filter(
    (id) => snapshotOf(changed.Resources[id]) !== snapshotOf(old[id]),
  );
  const apiChanges = edits.some((id) =>
    isPartOfApi((changed.Resources[id] ?? old[id])?.Type ?? ''),
  );
  const stale = Object.entries(changed.Resources).filter(
    ([, resource]) =>
      (apiChanges && resource.Type === 'AWS::ApiGateway::Deployment') ||
      (resource.Type === 'AWS::Lambda::Version' && edits.includes(functionOf(resource))),
  );
  const renamed = stale.reduce(
    (text, [id]) => text.replaceAll(`"${id}"`, `"${id}Edited"`),
    JSON.stringify(changed),
  );
  return templateSchema.parse(JSON.parse(renamed));
}

/** The reserved concurrency belongs to a function, and is not part of its versions. */
function snapshotOf(resource: unknown): string {
  return JSON.stringify(resource, (name, value: unknown) =>
    name === 'ReservedConcurrentExecutions' ? undefined : value,
  );
}

const versionSchema = z.object({
  Properties: z.object({ FunctionName: z.object({ Ref: z.string() }) }),
});

/** Returns the logical ID of a version's function. */
function functionOf(version: unknown): string {
  return versionSchema.parse(version).Properties.FunctionName.Ref;
}

/** Returns whether a deployment includes resources of a type, such as methods, but not stages or domain names. */
function isPartOfApi(type: string): boolean {
  return /^AWS::ApiGateway::(RestApi|Resource|Method|Model|RequestValidator|GatewayResponse)$/.test(
    type,
  );
}

function apply(
  template: Template,
  constructPath: string,
  { construct, at, value }: TemplateEdit,
): void {
  if (at.length === 0 && value !== undefined) {
    template.Resources[construct] = resourceSchema.parse(value);
    return;
  }
  const [logicalId, resource] =
    Object.entries(template.Resources).find(
      ([, { Metadata }]) => Metadata?.['aws:cdk:path'] === constructPath,
    ) ?? [];
  if (logicalId === undefined) throw new Error(`The template has no ${constructPath}`);
  const last = at.at(-1);
  if (last === undefined) {
    removeResource(template, logicalId);
    return;
  }
  put(containerAt(resource, at.slice(0, -1), constructPath), last, value, constructPath);
}

/** Removes a resource, and references to it in `DependsOn`. */
function removeResource({ Resources }: Template, logicalId: string): void {
  Reflect.deleteProperty(Resources, logicalId);
  for (const resource of Object.values(Resources)) {
    if (resource.DependsOn === undefined) continue;
    resource.DependsOn = [resource.DependsOn].flat().filter((name) => name !== logicalId);
  }
}

function containerAt(resource: unknown, at: Place, constructPath: string): unknown {
  return at.reduce((container, step) => {
    const child = isContainer(container) ? container[keyOf(container, step)] : undefined;
    if (child === undefined) throw new Error(`${constructPath} has no ${at.join('.')}`);
    return child;
  }, resource);
}

function put(container: unknown, step: string | number, value: unknown, where: string): void {
  if (!isContainer(container)) throw new Error(`${where} has no object or list for ${step}`);
  const key = keyOf(container, step);
  if (value !== undefined) container[key] = value;
  else if (Array.isArray(container)) container.splice(Number(key), 1);
  else Reflect.deleteProperty(container, key);
}

/** Returns the index of the statement with a Sid, if the container is a list and the step a text. */
function keyOf(container: Container, step: string | number): string | number {
  if (!Array.isArray(container) || typeof step === 'number') return step;
  const index = container.findIndex((each: unknown) => isContainer(each) && each['Sid'] === step);
  if (index < 0) throw new Error(`There is no statement ${step}`);
  return index;
}

type Container = Record<string | number, unknown>;

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}
