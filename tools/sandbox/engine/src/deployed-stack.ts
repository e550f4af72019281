/** One stack of an account: its resources, outputs and events. */
import { randomUUID } from 'node:crypto';
import type { StackArtifact } from './assembly';
import { StackEvents } from './stack-events';
import {
  STATE_FORMAT,
  type StackEvent,
  type StackOutput,
  type StackResource,
  type StackState,
} from './stack-state';
import type { ResourceStatus, StackStatus } from './statuses';
import type { Template } from './template';

export const STACK_TYPE = 'AWS::CloudFormation::Stack';

/** The state of a stack without its resources and events. */
type StackDetails = Omit<StackState, 'format' | 'resources' | 'events'>;

/** The read-only view of a stack. */
export type StackView = Pick<
  DeployedStack,
  | 'account'
  | 'createdAt'
  | 'deletedAt'
  | 'description'
  | 'events'
  | 'id'
  | 'imports'
  | 'name'
  | 'outputs'
  | 'parameters'
  | 'region'
  | 'resources'
  | 'status'
  | 'statusReason'
  | 'template'
  | 'terminationProtection'
  | 'updatedAt'
>;

export class DeployedStack {
  readonly log: StackEvents;
  private details: StackDetails;
  private resourceMap: ReadonlyMap<string, StackResource>;

  constructor({ resources, events, ...details }: Omit<StackState, 'format'>) {
    this.details = details;
    this.resourceMap = new Map(resources.map((resource) => [resource.logicalId, resource]));
    this.log = new StackEvents(events);
  }

  /** Returns a stack to be created, without resources. */
  static planned({ name, account, region, template }: StackArtifact): DeployedStack {
    const id = `arn:aws:cloudformation:${region}:${account}:stack/${name}/${randomUUID()}`;
    return new DeployedStack({
      name,
      id,
      account,
      region,
      status: 'REVIEW_IN_PROGRESS',
      terminationProtection: false,
      createdAt: now(),
      template,
      parameters: {},
      resources: [],
      outputs: {},
      imports: [],
      events: [],
    });
  }

  get name(): string {
    return this.details.name;
  }

  /** Its ARN. */
  get id(): string {
    return this.details.id;
  }

  get account(): string {
    return this.details.account;
  }

  get region(): string {
    return this.details.region;
  }

  get status(): StackStatus {
    return this.details.status;
  }

  get statusReason(): string | undefined {
    return this.details.statusReason;
  }

  /** Whether it has termination protection, so that it can't be deleted. */
  get terminationProtection(): boolean {
    return this.details.terminationProtection;
  }

  /** ISO 8601, as in CloudFormation's responses, such as `2026-11-22T21:00:33.389Z`. */
  get createdAt(): string {
    return this.details.createdAt;
  }

  get updatedAt(): string | undefined {
    return this.details.updatedAt;
  }

  get deletedAt(): string | undefined {
    return this.details.deletedAt;
  }

  get description(): string | undefined {
    return this.details.template.Description;
  }

  /** The template of its last successful operation. */
  get template(): Template {
    return this.details.template;
  }

  get parameters(): Readonly<Record<string, string>> {
    return this.details.parameters;
  }

  get outputs(): ReadonlyMap<string, StackOutput> {
    return new Map(Object.entries(this.details.outputs));
  }

  /** Names of the exports of other stacks that it imports. */
  get imports(): readonly string[] {
    return this.details.imports;
  }

  /** By logical ID, in the order of their creation. */
  get resources(): ReadonlyMap<string, StackResource> {
    return this.resourceMap;
  }

  /** Oldest first. */
  get events(): readonly StackEvent[] {
    return this.log.list;
  }

  /** Sets the status and logs it as an event. */
  setStatus(status: StackStatus, reason?: string): void {
    const timestamp = now();
    this.details = {
      ...this.details,
      status,
      statusReason: reason,
      ...(status === 'UPDATE_IN_PROGRESS' ? { updatedAt: timestamp } : {}),
      ...(status === 'DELETE_COMPLETE' ? { deletedAt: timestamp } : {}),
    };
    const { name: logicalId, id: physicalId } = this;
    this.log.add({ timestamp, logicalId, physicalId, resourceType: STACK_TYPE, status, reason });
  }

  /** Updates what an operation changed, except for resources. */
  update(
    changed: Partial<
      Pick<
        StackDetails,
        'template' | 'parameters' | 'outputs' | 'imports' | 'terminationProtection'
      >
    >,
  ): void {
    this.details = { ...this.details, ...changed };
  }

  /** Logs the status of a resource as an event. Returns the resource with that status. */
  setResourceStatus(
    resource: StackResource,
    status: ResourceStatus,
    reason?: string,
  ): StackResource {
    const timestamp = now();
    const { logicalId, physicalId, type: resourceType } = resource;
    this.log.add({ timestamp, logicalId, physicalId, resourceType, status, reason });
    return { ...resource, status, timestamp, statusReason: reason };
  }

  /** Adds a resource, or replaces the one with its logical ID. */
  put(resource: StackResource): void {
    this.resourceMap = new Map(this.resourceMap).set(resource.logicalId, resource);
  }

  remove(logicalId: string): void {
    this.resourceMap = new Map([...this.resourceMap].filter(([id]) => id !== logicalId));
  }

  /** Sorts the resources by these logical IDs; others come last. */
  order(logicalIds: readonly string[]): void {
    const current = this.resourceMap;
    const ordered = logicalIds.flatMap((id) => current.get(id) ?? []);
    this.resourceMap = new Map([
      ...ordered.map((resource) => [resource.logicalId, resource] as const),
      ...[...current].filter(([id]) => !logicalIds.includes(id)),
    ]);
  }

  /** Returns the state to save to disk. */
  toState(): StackState {
    return {
      format: STATE_FORMAT,
      ...this.details,
      resources: [...this.resourceMap.values()],
      events: [...this.events],
    };
  }
}

function now(): string {
  return new Date().toISOString();
}
