/**
 * The parts of a CloudFormation template that the sandbox reads.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
import { z } from 'zod';
import { oneLine } from '@sandbox/kernel/one-line';

/** Templates may have numbers as strings. */
const number = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]);

const parameterSchema = z.looseObject({
  Type: z.string(),
  Default: z
    .union([z.string(), z.number(), z.boolean()], 'every Default member must be a string')
    .optional(),
  AllowedValues: z.array(z.union([z.string(), z.number()])).optional(),
  AllowedPattern: z.string().optional(),
  MinLength: number.optional(),
  MaxLength: number.optional(),
  MinValue: number.optional(),
  MaxValue: number.optional(),
  ConstraintDescription: z.string().optional(),
});

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  Condition: z.string().optional(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Metadata: z.record(z.string(), z.unknown()).optional(),
});

const outputSchema = z.looseObject({
  Value: z.unknown(),
  Description: z.string().optional(),
  Condition: z.string().optional(),
  Export: z.object({ Name: z.unknown() }).optional(),
});

const ruleSchema = z.looseObject({
  RuleCondition: z.unknown().optional(),
  Assertions: z.array(z.object({ Assert: z.unknown(), AssertDescription: z.string().optional() })),
});

export const templateSchema = z
  .looseObject({
    Description: z.string().optional(),
    Parameters: z.record(z.string(), parameterSchema).optional(),
    Mappings: z
      .record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())))
      .optional(),
    Conditions: z.record(z.string(), z.unknown()).optional(),
    Rules: z.record(z.string(), ruleSchema).optional(),
    Resources: z.record(z.string(), resourceSchema),
    Outputs: z.record(z.string(), outputSchema).optional(),
    Transform: z.undefined('macros are not supported').optional(),
  })
  .readonly();

export type Template = z.output<typeof templateSchema>;
export type ParameterDefinition = z.output<typeof parameterSchema>;
export type ResourceDefinition = z.output<typeof resourceSchema>;
export type OutputDefinition = z.output<typeof outputSchema>;

/** Thrown for a template that CloudFormation would reject; the message has the path. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/**
 * Returns a validated template.
 *
 * @throws {TemplateError} with the path of the invalid value.
 */
export function parseTemplate(value: unknown): Template {
  const parsed = templateSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TemplateError(`not a template: ${oneLine(parsed.error)}`);
}

/** Returns the construct path in a resource's metadata, or its logical ID. */
export function constructPath(logicalId: string, resource: ResourceDefinition): string {
  const path = resource.Metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? path : logicalId;
}
