/**
 * The operations of CloudFormation that read the stacks of an account. Deployments do not use this
 * API.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/Welcome.html
 */
import { z } from 'zod';
import type { DeployedStack } from '@sandbox/engine/deployed-stack';
import type { StackEvent, StackResource } from '@sandbox/engine/stack-state';
import type { Account } from '../account';
import type { ApiCall } from '../aws-api/api-call';
import { ApiError } from '../aws-api/api-error';
import { authorizeCall } from '../aws-api/authorization';
import { operation, type Operation, type Operations } from '../aws-api/operation';
import { pageOf } from '../aws-api/page';

/** The parts of an account that the operations use. */
type Owner = Pick<Account, 'id' | 'region' | 'stacks'>;

type Call = ApiCall<Owner>;

/** The page size of all lists, as in CloudFormation. */
const PAGE = 100;

const token = z.string().optional();
const named = z.object({ StackName: z.string().min(1) });
const namedPage = named.extend({ NextToken: token });
const namedResource = named.extend({ LogicalResourceId: z.string() });

const describeStacks = operation(
  z.object({ StackName: z.string().min(1).optional(), NextToken: token }),
  ({ StackName, NextToken }, call: Call) => {
    if (StackName !== undefined) {
      return { Stacks: [describeStack(authorized('DescribeStacks', StackName, call))] };
    }
    authorizeAll('DescribeStacks', call);
    return page('Stacks', call.account.stacks.list, NextToken, describeStack);
  },
);

const listStacks = operation(
  z.object({ StackStatusFilter: z.array(z.string()).default([]), NextToken: token }),
  ({ StackStatusFilter: wanted, NextToken }, call: Call) => {
    authorizeAll('ListStacks', call);
    const stacks = call.account.stacks.list.filter(
      ({ status }) => wanted.length === 0 || wanted.includes(status),
    );
    return page('StackSummaries', stacks, NextToken, (stack) => ({
      ...identity(stack),
      TemplateDescription: stack.description,
    }));
  },
);

/** Newest first. */
const describeStackEvents = operation(namedPage, ({ StackName, NextToken }, call: Call) => {
  const stack = authorized('DescribeStackEvents', StackName, call);
  return page('StackEvents', stack.events.toReversed(), NextToken, (event) =>
    describeEvent(stack, event),
  );
});

const describeStackResources = operation(
  named.extend({ LogicalResourceId: z.string().optional() }),
  ({ StackName, LogicalResourceId }, call: Call) => {
    const stack = authorized('DescribeStackResources', StackName, call);
    if (LogicalResourceId !== undefined) {
      return { StackResources: [describeResource(stack, resourceOf(stack, LogicalResourceId))] };
    }
    const resources = [...stack.resources.values()].slice(0, PAGE);
    return { StackResources: resources.map((resource) => describeResource(stack, resource)) };
  },
);

const describeStackResource = operation(
  namedResource,
  ({ StackName, LogicalResourceId }, call: Call) => {
    const stack = authorized('DescribeStackResource', StackName, call);
    const resource = resourceOf(stack, LogicalResourceId);
    const { Timestamp, ...described } = describeResource(stack, resource);
    const Metadata = stack.template.Resources[LogicalResourceId]?.Metadata;
    return {
      StackResourceDetail: {
        ...described,
        LastUpdatedTimestamp: Timestamp,
        Metadata: Metadata && JSON.stringify(Metadata),
      },
    };
  },
);

const listStackResources = operation(namedPage, ({ StackName, NextToken }, call: Call) => {
  const stack = authorized('ListStackResources', StackName, call);
  return page('StackResourceSummaries', [...stack.resources.values()], NextToken, (resource) => {
    const { Timestamp, ...summary } = summaryOf(resource);
    return { ...summary, LastUpdatedTimestamp: Timestamp };
  });
});

const listExports = operation(z.object({ NextToken: token }), ({ NextToken }, call: Call) => {
  authorizeAll('ListExports', call);
  const exports = call.account.stacks.list.flatMap(({ id, outputs }) =>
    [...outputs.values()].flatMap(({ exportName: Name, value: Value }) =>
      Name === undefined ? [] : [{ ExportingStackId: id, Name, Value }],
    ),
  );
  return page('Exports', exports, NextToken, (each) => each);
});

const getTemplate = operation(named, ({ StackName }, call: Call) => ({
  TemplateBody: JSON.stringify(authorized('GetTemplate', StackName, call).template, null, 2),
  StagesAvailable: ['Original', 'Processed'],
}));

export const cloudFormationOperations: Operations<Owner> = new Map<string, Operation<Owner>>([
  ['DescribeStacks', describeStacks],
  ['ListStacks', listStacks],
  ['DescribeStackEvents', describeStackEvents],
  ['DescribeStackResources', describeStackResources],
  ['DescribeStackResource', describeStackResource],
  ['ListStackResources', listStackResources],
  ['ListExports', listExports],
  ['GetTemplate', getTemplate],
]);

/**
 * Returns the stack of a call, if the caller is allowed the action. The stack is looked up first,
 * since the ARN to authorize contains its ID.
 */
function authorized(name: string, stackName: string, call: Call): DeployedStack {
  const { account } = call;
  const stack = account.stacks.find(stackName);
  const isArn = stackName.startsWith('arn:');
  const unknown = `arn:aws:cloudformation:${account.region}:${account.id}:stack/${stackName}/*`;
  authorizeCall(call, {
    action: `cloudformation:${name}`,
    resource: stack?.id ?? (isArn ? stackName : unknown),
  });
  if (!stack) throw new ApiError('invalid', `Stack with id ${stackName} does not exist`);
  return stack;
}

function authorizeAll(name: string, call: Call): void {
  const { region, id } = call.account;
  const resource = `arn:aws:cloudformation:${region}:${id}:stack/*/*`;
  authorizeCall(call, { action: `cloudformation:${name}`, resource });
}

function resourceOf(stack: DeployedStack, logicalId: string): StackResource {
  const resource = stack.resources.get(logicalId);
  if (resource) return resource;
  throw new ApiError('invalid', `Resource ${logicalId} does not exist for stack ${stack.name}`);
}

function page<Item>(
  name: string,
  all: readonly Item[],
  nextToken: string | undefined,
  describe: (item: Item) => unknown,
) {
  const invalid = () => new ApiError('invalid', 'NextToken is not one of this operation');
  const { items, nextToken: NextToken } = pageOf(all, PAGE, nextToken, invalid);
  return { [name]: items.map(describe), NextToken };
}

function identity(stack: DeployedStack) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    DeletionTime: stack.deletedAt,
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
  };
}

function describeStack(stack: DeployedStack) {
  return {
    ...identity(stack),
    Description: stack.description,
    Parameters: Object.entries(stack.parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Outputs: [...stack.outputs].map(([OutputKey, { value, description, exportName }]) => ({
      OutputKey,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
    DisableRollback: false,
    EnableTerminationProtection: stack.terminationProtection,
  };
}

function describeEvent(stack: DeployedStack, event: StackEvent) {
  return {
    StackId: stack.id,
    EventId: event.eventId,
    StackName: stack.name,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.resourceType,
    Timestamp: event.timestamp,
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
  };
}

function describeResource(stack: DeployedStack, resource: StackResource) {
  return { StackId: stack.id, StackName: stack.name, ...summaryOf(resource) };
}

function summaryOf(resource: StackResource) {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    Timestamp: resource.timestamp,
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.statusReason,
  };
}
