/** The summaries of all stacks, and the details of one. */
import type { DeployedStack } from '@sandbox/engine/deployed-stack';
import type { StackResource } from '@sandbox/engine/stack-state';
import type { SourceLocations } from './source-locations';
import type { ResourceDetail, StackDetail, StackSummary } from './wire';

export function stackSummary(stack: DeployedStack): StackSummary {
  const { account, region, name, status, statusReason, createdAt, updatedAt, resources } = stack;
  return {
    account,
    region,
    name,
    status,
    ...(statusReason !== undefined && { statusReason }),
    createdAt,
    ...(updatedAt !== undefined && { updatedAt }),
    resources: resources.size,
  };
}

export function stackDetail(stack: DeployedStack, code: SourceLocations): StackDetail {
  const { description, parameters, outputs, resources, events } = stack;
  return {
    ...stackSummary(stack),
    ...(description !== undefined && { description }),
    parameters,
    outputs: [...outputs].map(([name, { value, description: about, exportName }]) => ({
      name,
      value,
      ...(about !== undefined && { description: about }),
      ...(exportName !== undefined && { exportName }),
    })),
    resourceList: [...resources.values()].map((resource) => resourceDetail(resource, code)),
    events: [...events]
      .reverse()
      .map(({ eventId, timestamp, logicalId, resourceType, status, reason }) => ({
        id: eventId,
        at: timestamp,
        logicalId,
        type: resourceType,
        status,
        ...(reason !== undefined && { reason }),
      })),
  };
}

function resourceDetail(resource: StackResource, code: SourceLocations): ResourceDetail {
  const { logicalId, type, physicalId, status, constructPath, properties } = resource;
  const [place] = code.of(constructPath);
  return {
    logicalId,
    type,
    physicalId,
    status,
    constructPath,
    properties,
    ...(place && { code: place }),
  };
}
