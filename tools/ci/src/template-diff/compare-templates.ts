/** Compares two templates as `cdk diff` does: the effects of deploying one over the other, by resource. */
import { ResourceImpact, fullDiff } from '@aws-cdk/cloudformation-diff';
import type { ResourceDifference } from '@aws-cdk/cloudformation-diff';
import { z } from 'zod';
import { STATEFUL_TYPES } from './stateful-types';

/** A CloudFormation template, parsed. */
export type Template = Readonly<Record<string, unknown>>;

/** The effect on a resource. `orphan`: it remains in AWS, and no stack manages it any more. */
export type Effect = 'create' | 'update' | 'may replace' | 'replace' | 'delete' | 'orphan';

/** One resource that a deployment would change. */
export interface ResourceChange {
  /** Construct path, or logical ID when the template has no path. */
  readonly path: string;
  readonly logicalId: string;
  readonly type: string;
  readonly effect: Effect;
  /** Properties and attributes that change; if the resource is replaced, only those that cause it. */
  readonly changed: readonly string[];
  /** What is lost when a stateful resource is replaced or deleted. */
  readonly loses?: string;
}

/** All changes of a deployment of one stack. */
export interface StackChanges {
  readonly stack: string;
  readonly resources: readonly ResourceChange[];
  /** Other changes, such as of outputs, parameters and conditions, by section and name. */
  readonly others: readonly string[];
  /** Whether roles or security groups would allow more than before. */
  readonly permissionsBroadened: boolean;
}

const EFFECTS: Readonly<Record<ResourceImpact, Effect | undefined>> = {
  [ResourceImpact.WILL_CREATE]: 'create',
  [ResourceImpact.WILL_UPDATE]: 'update',
  [ResourceImpact.MAY_REPLACE]: 'may replace',
  [ResourceImpact.WILL_REPLACE]: 'replace',
  [ResourceImpact.WILL_DESTROY]: 'delete',
  [ResourceImpact.WILL_ORPHAN]: 'orphan',
  [ResourceImpact.WILL_IMPORT]: 'create',
  [ResourceImpact.NO_CHANGE]: undefined,
};

const LOSING: ReadonlySet<Effect> = new Set(['may replace', 'replace', 'delete', 'orphan']);

const REPLACING: ReadonlySet<ResourceImpact | undefined> = new Set([
  ResourceImpact.WILL_REPLACE,
  ResourceImpact.MAY_REPLACE,
]);

const metadata = z.object({ Metadata: z.object({ 'aws:cdk:path': z.string() }) });

/**
 * Compares two templates of a stack.
 * @param before `{}` for a stack that is new
 * @param now `{}` for a deleted stack
 */
export function compareTemplates(stack: string, before: Template, now: Template): StackChanges {
  const diff = fullDiff(withoutMetadata(before), withoutMetadata(now));
  const resources: ResourceChange[] = [];
  diff.resources.forEachDifference((logicalId, difference) => {
    const path = pathOf(now, logicalId) ?? pathOf(before, logicalId) ?? logicalId;
    const effect = EFFECTS[difference.changeImpact];
    if (effect !== undefined) resources.push(changeOf(logicalId, path, effect, difference));
  });
  const sections = {
    Outputs: diff.outputs,
    Parameters: diff.parameters,
    Conditions: diff.conditions,
    Mappings: diff.mappings,
  };
  return {
    stack,
    resources: resources.sort((one, other) => one.path.localeCompare(other.path)),
    others: Object.entries(sections).flatMap(([section, { logicalIds }]) =>
      logicalIds.map((name) => `${section} ${name}`),
    ),
    permissionsBroadened: diff.permissionsBroadened,
  };
}

function changeOf(
  logicalId: string,
  path: string,
  effect: Effect,
  difference: ResourceDifference,
): ResourceChange {
  const type = difference.newResourceType ?? difference.oldResourceType ?? 'unknown';
  const loses = STATEFUL_TYPES[difference.oldResourceType ?? type];
  const updates = Object.entries(difference.propertyUpdates);
  const replacing = updates.filter(([, { changeImpact }]) => REPLACING.has(changeImpact));
  const changed = replacing.length > 0 ? replacing : updates;
  const attributes = Object.keys(difference.otherChanges).filter((name) => name !== 'Type');
  return {
    path,
    logicalId,
    type,
    effect,
    changed: difference.isUpdate
      ? [...changed.map(([name]) => name), ...(replacing.length > 0 ? [] : attributes)]
      : [],
    ...(loses !== undefined && LOSING.has(effect) && { loses }),
  };
}

function resourcesOf(template: Template): Readonly<Record<string, unknown>> {
  const parsed = z.object({ Resources: z.record(z.string(), z.unknown()) }).safeParse(template);
  return parsed.success ? parsed.data.Resources : {};
}

/** Returns the construct path without its last part, which is the L1 construct in an L2. */
function pathOf(template: Template, logicalId: string): string | undefined {
  const parsed = metadata.safeParse(resourcesOf(template)[logicalId]);
  return parsed.success
    ? parsed.data.Metadata['aws:cdk:path'].replace(/\/Resource$/, '')
    : undefined;
}

/** Returns the template without metadata and CDK's bootstrap version rule, which change nothing in AWS. */
function withoutMetadata(template: Template): Record<string, unknown> {
  const resources = Object.entries(resourcesOf(template)).map(([logicalId, resource]) => [
    logicalId,
    without(z.record(z.string(), z.unknown()).parse(resource), 'Metadata'),
  ]);
  return { ...without(template, 'Metadata', 'Rules'), Resources: Object.fromEntries(resources) };
}

function without(object: Template, ...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
