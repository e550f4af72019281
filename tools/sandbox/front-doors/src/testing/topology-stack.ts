/** Stacks with a few resources, for the console. */
import type { StackResource } from '@sandbox/engine/stack-state';
import type { TopologyStack } from '../console/topology';

/** @param path of the construct, below its stack. @default its physical ID */
export function resource(
  type: string,
  physicalId: string,
  properties: StackResource['properties'],
  path = physicalId,
): StackResource {
  return {
    logicalId: physicalId,
    type,
    physicalId,
    attributes: {},
    properties,
    constructPath: `${path}/Resource`,
    generation: 0,
    dependencies: [],
    status: 'CREATE_COMPLETE',
    timestamp: '2026-11-26T07:08:37.439Z',
  };
}

export function topologyStack(
  name: string,
  account: string,
  resources: readonly StackResource[],
): TopologyStack {
  const within = resources.map((one) => {
    return [one.logicalId, { ...one, constructPath: `${name}/${one.constructPath}` }] as const;
  });
  return { name, account, region: 'eu-central-1', resources: new Map(within) };
}
