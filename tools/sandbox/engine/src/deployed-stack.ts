/** One stack of an account: what it consists of, and the events that led there. */
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

/** What a stack has besides its resources and events. */
type Standing = Omit<StackState, 'format' | 'resources' | 'events'>;

/** What can be read of a stack, and not be changed. */
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
  private standing: Standing;
  private resourceMap: ReadonlyMap<string, StackResource>;

  constructor({ resources, events, ...standing }: Omit<StackState, 'format'>) {
    this.standing = standing;
    this.resourceMap = new Map(resources.map((resource) => [resource.logicalId, resource]));
    this.log = new StackEvents(events);
  }

  /** A stack that is to be created; it has no resources yet. */
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
    return this.standing.name;
  }

  /** Its ARN. */
  get id(): string {
    return this.standing.id;
  }

  get account(): string {
    return this.standing.account;
  }

  get region(): string {
    return this.standing.region;
  }

  get status(): StackStatus {
    return this.standing.status;
  }

  get statusReason(): string | undefined {
    return this.standing.statusReason;
  }

  /** Whether it refuses to be deleted. */
  get terminationProtection(): boolean {
    return this.standing.terminationProtection;
  }

  /** Times are as in CloudFormation's answers, such as `2026-11-22T21:00:33.389Z`. */
  get createdAt(): string {
    return this.standing.createdAt;
  }

  get updatedAt(): string | undefined {
    return this.standing.updatedAt;
  }

  get deletedAt(): string | undefined {
    return this.standing.deletedAt;
  }

  get description(): string | undefined {
    return this.standing.template.Description;
  }

  /** The template of its last successful operation. */
  get template(): Template {
    return this.standing.template;
  }

  get parameters(): Readonly<Record<string, string>> {
    return this.standing.parameters;
  }

  get outputs(): ReadonlyMap<string, StackOutput> {
    return new Map(Object.entries(this.standing.outputs));
  }

  /** Names of the exports of other stacks that its values are made of. */
  get imports(): readonly string[] {
    return this.standing.imports;
  }

  /** By logical ID, in the order of their creation. */
  get resources(): ReadonlyMap<string, StackResource> {
    return this.resourceMap;
  }

  /** The oldest first. */
  get events(): readonly StackEvent[] {
    return this.log.list;
  }

  /** Enters a status, which is an event. */
  enter(status: StackStatus, reason?: string): void {
    const timestamp = now();
    this.standing = {
      ...this.standing,
      status,
      statusReason: reason,
      ...(status === 'UPDATE_IN_PROGRESS' ? { updatedAt: timestamp } : {}),
      ...(status === 'DELETE_COMPLETE' ? { deletedAt: timestamp } : {}),
    };
    const { name: logicalId, id: physicalId } = this;
    this.log.add({ timestamp, logicalId, physicalId, resourceType: STACK_TYPE, status, reason });
  }

  /** Takes over what an operation has come to, besides its resources. */
  become(
    changed: Partial<
      Pick<Standing, 'template' | 'parameters' | 'outputs' | 'imports' | 'terminationProtection'>
    >,
  ): void {
    this.standing = { ...this.standing, ...changed };
  }

  /** A resource enters a status, which is an event; returns the updated resource. */
  enterResource(resource: StackResource, status: ResourceStatus, reason?: string): StackResource {
    const timestamp = now();
    const { logicalId, physicalId, type: resourceType } = resource;
    this.log.add({ timestamp, logicalId, physicalId, resourceType, status, reason });
    return { ...resource, status, timestamp, statusReason: reason };
  }

  /** Takes a resource in, or in the place of the one with its logical ID. */
  put(resource: StackResource): void {
    this.resourceMap = new Map(this.resourceMap).set(resource.logicalId, resource);
  }

  remove(logicalId: string): void {
    this.resourceMap = new Map([...this.resourceMap].filter(([id]) => id !== logicalId));
  }

  /** Has the resources in the order of these logical IDs; others come after them. */
  order(logicalIds: readonly string[]): void {
    const known = this.resourceMap;
    const ordered = logicalIds.flatMap((id) => known.get(id) ?? []);
    this.resourceMap = new Map([
      ...ordered.map((resource) => [resource.logicalId, resource] as const),
      ...[...known].filter(([id]) => !logicalIds.includes(id)),
    ]);
  }

  /** As it is kept on disk. */
  toState(): StackState {
    return {
      format: STATE_FORMAT,
      ...this.standing,
      resources: [...this.resourceMap.values()],
      events: [...this.events],
    };
  }
}

function now(): string {
  return new Date().toISOString();
}
