/**
 * What of a stack the sandbox can't run, found before anything is deployed: by the construct path and
 * the reason. Only a deployment finds out about values that other resources have yet to give.
 */
import { reasonOf } from '@sandbox/kernel/one-line';
import type { StackArtifact } from './assembly';
import { references, resolve } from './intrinsics';
import { isIntrinsic, isRecord } from './known-values';
import { parameterValues } from './parameters';
import type { ResourceTypes } from './resource-types';
import { StackScope, type TemplateContext } from './stack-scope';
import { constructPath, type Template } from './template';
import { checkTemplate } from './template-check';

/** Stacks that the sandbox can't run; the message has a line for each reason. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError';
}

/** Types that are not even to be named only: what belongs to the app would be missing without a word. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'nested stacks are not supported'],
]);

/** @throws {UnsupportedError} with all that can't be run of these stacks. */
export function assertSupported(artifacts: readonly StackArtifact[], types: ResourceTypes): void {
  assertNone(
    artifacts.flatMap((artifact) =>
      unsupportedIn(artifact, types).map((line) => `  ${artifact.name}: ${line}`),
    ),
  );
}

/**
 * Refuses what can't be run of one stack, with the values of its parameters.
 *
 * @throws {UnsupportedError} with all of it.
 */
export function assertRunnable(context: TemplateContext, types: ResourceTypes): void {
  if (runnable.get(context.template) === placeOf(context)) return;
  const scope = new StackScope(context, new Map());
  const lines = unsupportedResources(context.template, scope, types);
  assertNone(lines.map((line) => `  ${context.name}: ${line}`));
}

function assertNone(lines: readonly string[]): void {
  if (lines.length === 0) return;
  throw new UnsupportedError(["the sandbox can't run", ...lines].join('\n'));
}

/** Returns a line for each reason, such as `Stack/List (AWS::Lambda::Function): Runtime: …`. */
export function unsupportedIn(artifact: StackArtifact, types: ResourceTypes): readonly string[] {
  try {
    checkTemplate(artifact.template);
    const context = contextOf(artifact);
    const scope = new StackScope(context, new Map());
    const reasons = unsupportedResources(artifact.template, scope, types);
    if (reasons.length === 0) runnable.set(artifact.template, placeOf(context));
    return reasons;
  } catch (error) {
    return [reasonOf(error)];
  }
}

/** Parameters, pseudo parameters, mappings and conditions are known before there is any resource. */
function contextOf({ name, account, region, template }: StackArtifact): TemplateContext {
  const parameters = parameterValues(template.Parameters ?? {});
  const exports = new Map<string, string>();
  return { name, id: name, account, region, template, parameters, exports };
}

/** Templates that can be run, with where and with what: a start checks all of them before the first is deployed. */
const runnable = new WeakMap<Template, string>();

function placeOf({ name, account, region, parameters }: TemplateContext): string {
  return JSON.stringify([name, account, region, parameters]);
}

function unsupportedResources(
  template: Template,
  scope: StackScope,
  types: ResourceTypes,
): readonly string[] {
  const wanted = Object.entries(template.Resources).filter(([id, { Condition }]) =>
    scope.isWanted(Condition, `Resources.${id}`),
  );
  return wanted.flatMap(([logicalId, resource]) => {
    const { Type: type, Properties = {} } = resource;
    const path = `Resources.${logicalId}.Properties`;
    const properties = withKnownValues(Properties, scope, path);
    const reasons = [
      ...[REFUSED.get(type) ?? []].flat(),
      ...types.problems({ logicalId, type, properties }),
      ...missingAttributes(template, properties, { path, types }),
    ];
    return reasons.map((reason) => `${constructPath(logicalId, resource)} (${type}): ${reason}`);
  });
}

/** Resources that only have a name have no attributes but their ARN. */
function missingAttributes(
  template: Template,
  properties: unknown,
  { path, types }: { readonly path: string; readonly types: ResourceTypes },
): readonly string[] {
  return references(properties, path).flatMap(({ name, attribute }) => {
    const target = template.Resources[name];
    if (attribute === undefined || attribute === 'Arn' || !target) return [];
    if (types.isEmulated(target.Type)) return [];
    const where = constructPath(name, target);
    return [`needs ${attribute} of ${where}, and ${target.Type} is not emulated`];
  });
}

/** Resolves what does not depend on resources and exports, and leaves the rest as it is. */
function withKnownValues(value: unknown, scope: StackScope, path: string): unknown {
  if (Array.isArray(value)) {
    return value
      .map((item, index) => withKnownValues(item, scope, `${path}[${index}]`))
      .filter((item) => item !== undefined);
  }
  if (!isRecord(value)) return value;
  if (isIntrinsic(value)) {
    try {
      return resolve(value, scope, path);
    } catch {
      return value;
    }
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, withKnownValues(item, scope, `${path}.${key}`)] as const)
      .filter(([, item]) => item !== undefined),
  );
}
