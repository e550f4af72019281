/**
 * Finds the unsupported parts of a stack before anything is deployed, with the construct path and the reason.
 * Values that depend on other resources are checked during the deployment.
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

/** Thrown for stacks that the sandbox does not support; the message has a line for each reason. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError';
}

/**
 * @param isKnown whether a stack is known to be supported. @default none is
 * @throws {UnsupportedError} with all unsupported parts of these stacks.
 */
export function assertSupported(
  artifacts: readonly StackArtifact[],
  types: ResourceTypes,
  isKnown: (artifact: StackArtifact) => boolean = () => false,
): void {
  assertNone(
    artifacts.flatMap((artifact) => {
      const reasons = isKnown(artifact) ? reportedErrors(artifact) : unsupportedIn(artifact, types);
      if (reasons.length === 0) runnable.set(artifact.template, placeOf(contextOf(artifact)));
      return reasons.map((line) => `  ${artifact.name}: ${line}`);
    }),
  );
}

/**
 * Asserts that a stack is supported, with the values of its parameters.
 *
 * @throws {UnsupportedError} with all unsupported parts.
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

/**
 * Asserts that the app reported no error about a stack, as the CDK CLI does.
 *
 * @throws {UnsupportedError} with all errors.
 */
export function assertWithoutErrors(artifact: StackArtifact): void {
  assertNone(reportedErrors(artifact).map((line) => `  ${artifact.name}: ${line}`));
}

function reportedErrors({ errors = [] }: StackArtifact): readonly string[] {
  return errors.map((error) => `${error} (error of the app)`);
}

/** Returns a line for each reason, such as `Stack/List (AWS::Lambda::Function): Runtime: …`. */
export function unsupportedIn(artifact: StackArtifact, types: ResourceTypes): readonly string[] {
  return [...reportedErrors(artifact), ...unsupportedInTemplate(artifact, types)];
}

function unsupportedInTemplate(artifact: StackArtifact, types: ResourceTypes): readonly string[] {
  try {
    checkTemplate(artifact.template);
    const scope = new StackScope(contextOf(artifact), new Map());
    return unsupportedResources(artifact.template, scope, types);
  } catch (error) {
    return [reasonOf(error)];
  }
}

/** Parameters, pseudo parameters, mappings and conditions are known before resources exist. */
function contextOf({ name, account, region, template }: StackArtifact): TemplateContext {
  const parameters = parameterValues(template.Parameters ?? {});
  const exports = new Map<string, string>();
  return { name, id: name, account, region, template, parameters, exports };
}

/** The templates to check, which a start checks before the first one is deployed. */
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
    scope.isIncluded(Condition, `Resources.${id}`),
  );
  return wanted.flatMap(([logicalId, resource]) => {
    const { Type: type, Properties = {} } = resource;
    const path = `Resources.${logicalId}.Properties`;
    const properties = withKnownValues(Properties, scope, path);
    const reasons = [
      ...types.problems({ logicalId, type, properties }),
      ...missingAttributes(template, properties, { path, types }),
    ];
    return reasons.map((reason) => `${constructPath(logicalId, resource)} (${type}): ${reason}`);
  });
}

/** Resources that are not emulated have no attributes except for their ARN. */
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

/** Resolves values that do not depend on resources and exports, and does not change others. */
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
