/**
 * What is known of a stack, as it is kept on disk: one file for each stack, always a whole one, as of
 * the end of its last operation. What is killed in the middle of one has not happened.
 */
import { z } from 'zod';
import { resourceStatusSchema, stackStatusSchema } from './statuses';
import { templateSchema } from './template';

/** To be raised when what is kept can't be read as before; older files then count as unreadable. */
export const STATE_FORMAT = 1;

/** Times are as in CloudFormation's answers, such as `2026-11-22T21:00:33.389Z`. */
const timestamp = z.iso.datetime();

export const resourceSchema = z.object({
  logicalId: z.string(),
  type: z.string(),
  /** The value of `Ref`; empty while the resource is being created. */
  physicalId: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  /** What its service must find again after a restart. */
  state: z.unknown().optional(),
  /** As resolved, but for dynamic references. */
  properties: z.record(z.string(), z.unknown()),
  constructPath: z.string(),
  /** How many replacements of this logical ID came before. */
  generation: z.number(),
  deletionPolicy: z.string().optional(),
  updateReplacePolicy: z.string().optional(),
  /** The logical IDs of the resources that have to be there for it. */
  dependencies: z.array(z.string()),
  status: resourceStatusSchema,
  statusReason: z.string().optional(),
  timestamp,
});

const eventSchema = z.object({
  eventId: z.string(),
  timestamp,
  /** The stack's own name for events of the stack itself. */
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
  /** Whether the stack refuses to be deleted. */
  terminationProtection: z.boolean().default(false),
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  deletedAt: timestamp.optional(),
  template: templateSchema,
  parameters: z.record(z.string(), z.string()),
  /** In the order of their creation. */
  resources: z.array(resourceSchema),
  outputs: z.record(z.string(), outputSchema),
  /** Names of the exports of other stacks that its values are made of. */
  imports: z.array(z.string()),
  /** The oldest first. */
  events: z.array(eventSchema),
});

export type StackState = z.output<typeof stackStateSchema>;
export type StackResource = Readonly<z.output<typeof resourceSchema>>;
export type StackEvent = Readonly<z.output<typeof eventSchema>>;
export type StackOutput = Readonly<z.output<typeof outputSchema>>;
