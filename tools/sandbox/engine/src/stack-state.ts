/**
 * The state of a stack on disk: one file for each stack, which is written atomically at the end of each operation. An
 * operation that was interrupted by the end of the process has no effect on it.
 */
import { z } from 'zod';
import { resourceStatusSchema, stackStatusSchema } from './statuses';
import { templateSchema } from './template';

/** The version of the format. Increase it for an incompatible change; files of older versions then count as unreadable. */
export const STATE_FORMAT = 1;

/** As in CloudFormation's responses, such as `2026-11-22T21:00:33.389Z`. */
const timestamp = z.iso.datetime();

export const resourceSchema = z.object({
  logicalId: z.string(),
  type: z.string(),
  /** The value of `Ref`; empty while the resource is being created. */
  physicalId: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  /** State of its service that a restart has to restore. */
  state: z.unknown().optional(),
  /** Resolved, except for dynamic references. */
  properties: z.record(z.string(), z.unknown()),
  constructPath: z.string(),
  /** The number of previous replacements of this logical ID. */
  generation: z.number(),
  deletionPolicy: z.string().optional(),
  updateReplacePolicy: z.string().optional(),
  /** The logical IDs of the resources that it depends on. */
  dependencies: z.array(z.string()),
  status: resourceStatusSchema,
  statusReason: z.string().optional(),
  timestamp,
});

const eventSchema = z.object({
  eventId: z.string(),
  timestamp,
  /** The name of the stack for events of the stack itself. */
  logicalId: z.string(),
  physicalId: z.string(),
  resourceType: z.string(),
  status: z.union([stackStatusSchema, resourceStatusSchema]),
  reason: z.string().optional(),
});

const outputSchema = z.object({
  value: z.string(),
  description: z.string().optional(),
  exportName: z.string().optional(),
});

export const stackStateSchema = z.object({
  format: z.literal(STATE_FORMAT),
  name: z.string(),
  /** The stack's ARN. */
  id: z.string(),
  account: z.string(),
  region: z.string(),
  status: stackStatusSchema,
  statusReason: z.string().optional(),
  /** Whether the stack has termination protection, so that it can't be deleted. */
  terminationProtection: z.boolean().default(false),
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  deletedAt: timestamp.optional(),
  template: templateSchema,
  parameters: z.record(z.string(), z.string()),
  /** In the order of their creation. */
  resources: z.array(resourceSchema),
  outputs: z.record(z.string(), outputSchema),
  /** Names of the exports of other stacks that it imports. */
  imports: z.array(z.string()),
  /** Oldest first. */
  events: z.array(eventSchema),
});

export type StackState = z.output<typeof stackStateSchema>;
export type StackResource = Readonly<z.output<typeof resourceSchema>>;
export type StackEvent = Readonly<z.output<typeof eventSchema>>;
export type StackOutput = Readonly<z.output<typeof outputSchema>>;
