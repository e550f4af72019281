import { actionsOf, iamAction } from './permissions/iam';
import type { ActionResource, IamAction } from './permissions/iam';
import { neededPermissions, readPermissions, unknownTypes } from './permissions/needed';
import type { NeededPermission } from './permissions/needed';
import { matches } from './permissions/patterns';
import type { CloudFormationTemplate } from './template';

/** An Allow statement of an IAM policy. */
export interface PolicyStatement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** An IAM policy document. */
export interface PolicyDocument {
  readonly Statement: readonly PolicyStatement[];
}

/** IAM's maximum size of a managed policy, in characters without white space. */
const LONGEST_POLICY = 6_144;

/** Values of variables in example ARNs. */
const EXAMPLE: Readonly<Record<string, string>> = {
  Partition: 'aws',
  Region: 'eu-central-1',
  Account: '111111111111',
};

/**
 * Returns why CloudFormation could not create, read, update and delete the resources of templates with
 * execution policies: missing permissions, each with a resource type that needs it, types with unknown
 * permissions, and policies that are too long for IAM.
 * @param names examples of resource names, such as `food-service-prod-Orders123-ABC`; a permission that
 * supports resource-level permissions must allow one of them
 */
export async function executionPolicyProblems(
  policies: readonly PolicyDocument[],
  templates: readonly CloudFormationTemplate[],
  names: readonly string[],
): Promise<string[]> {
  const missing = await missingIn(policies, allNeeded(templates), names);
  const unknown = new Set(templates.flatMap(unknownTypes));
  return [
    ...missing,
    ...[...unknown].map((type) => `can't be compared with ${type}, whose permissions are unknown`),
    ...policies.flatMap(lengthProblems),
  ];
}

/**
 * Returns the actions that a policy allows although no template needs them, in any of its statements. @param
 * reasons action patterns that are permitted nevertheless, with reasons
 */
export async function needlessActions(
  policy: PolicyDocument,
  templates: readonly CloudFormationTemplate[],
  reasons: Readonly<Record<string, string>>,
): Promise<string[]> {
  const needed = new Set(allNeeded(templates).map(({ action }) => action.toLowerCase()));
  const patterns = policy.Statement.flatMap(({ Action }) => Action);
  const found = await Promise.all(
    patterns.map(async (pattern) => {
      const all = await actionsOf(pattern.split(':')[0] ?? '');
      const allowed = all.filter((action) => matches(pattern, action));
      return allowed.length === 0 ? [`${pattern}, which IAM does not define`] : allowed;
    }),
  );
  const isMeant = (action: string) =>
    needed.has(action.toLowerCase()) ||
    Object.keys(reasons).some((pattern) => matches(pattern, action));
  return [...new Set(found.flat().filter((action) => !isMeant(action)))].sort();
}

/**
 * Returns why CloudFormation could not detect drift of templates with a policy, and the actions of the policy
 * that do more than read.
 *
 * @param names as for {@link executionPolicyProblems}
 */
export async function driftPolicyProblems(
  policy: PolicyDocument,
  templates: readonly CloudFormationTemplate[],
  names: readonly string[],
): Promise<string[]> {
  const changing: string[] = [];
  for (const pattern of policy.Statement.flatMap(({ Action }) => Action)) {
    const all = await actionsOf(pattern.split(':')[0] ?? '');
    for (const action of all.filter((one) => matches(pattern, one))) {
      if ((await iamAction(action))?.readsOnly !== true) changing.push(`changes, by ${action}`);
    }
  }
  const needed = templates.flatMap(readPermissions);
  return [...(await missingIn([policy], needed, names)), ...changing];
}

/** Returns the permissions that no statement allows, as `lacks <action>, for <type>`. */
async function missingIn(
  policies: readonly PolicyDocument[],
  needed: readonly NeededPermission[],
  names: readonly string[],
): Promise<string[]> {
  const statements = policies.flatMap(({ Statement }) => Statement);
  const missing = new Set<string>();
  for (const { action, type } of needed) {
    const known = await iamAction(action);
    if (known && !statements.some((one) => allows(one, action, known, names))) {
      missing.add(`lacks ${action}, for ${type}`);
    }
  }
  return [...missing].sort();
}

/** Returns the permissions that the templates need, without duplicates. */
function allNeeded(templates: readonly CloudFormationTemplate[]): readonly NeededPermission[] {
  const all = templates.flatMap(neededPermissions);
  return [...new Map(all.map((one) => [one.action, one])).values()];
}

function allows(
  { Action, Resource, Condition = {} }: PolicyStatement,
  action: string,
  { resources, conditionKeys }: IamAction,
  names: readonly string[],
): boolean {
  if (![Action].flat().some((pattern) => matches(pattern, action))) return false;
  const patterns = [Resource].flat();
  const keys = Object.entries(Condition).flatMap(([operator, values]) =>
    operator.endsWith('IfExists') ? [] : Object.keys(values),
  );
  const holds = (own: readonly string[]) =>
    keys.every((key) => knowsKey([...conditionKeys, ...own], key));
  if (patterns.includes('*')) return holds(resources.flatMap((one) => one.conditionKeys));
  const reaches = (one: ActionResource) =>
    holds(one.conditionKeys) &&
    examplesOf(one.arn, names).some((arn) => patterns.some((pattern) => matches(pattern, arn)));
  const required = resources.filter((one) => one.required);
  return required.length > 0 ? required.some(reaches) : resources.some(reaches);
}

/**
 * Returns whether a condition key is supported: `aws:ResourceTag/application` matches
 * `aws:ResourceTag/${TagKey}`.
 */
function knowsKey(known: readonly string[], key: string): boolean {
  return known.some((one) => matches(one.replaceAll(/\$\{\w+\}/g, '*'), key));
}

/** Returns example ARNs of an action's resources, with each of the names. */
function examplesOf(arn: string, names: readonly string[]): readonly string[] {
  return names.map((name) =>
    arn.replaceAll(/\$\{(\w+)\}/g, (_, variable: string) => EXAMPLE[variable] ?? name),
  );
}

function lengthProblems(policy: PolicyDocument): string[] {
  const { length } = JSON.stringify(policy).replaceAll(/\s/g, '');
  return length > LONGEST_POLICY
    ? [`has ${length} characters, but IAM allows at most ${LONGEST_POLICY}`]
    : [];
}
