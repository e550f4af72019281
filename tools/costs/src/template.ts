/** The parts of CloudFormation templates that affect costs. */
import { z } from 'zod';

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});

export type Resource = Readonly<z.infer<typeof resource>>;

/** The parts of a template that affect costs. */
export const templateSchema = z.object({ Resources: z.record(z.string(), resource).default({}) });

export type Template = Readonly<z.infer<typeof templateSchema>>;

/** Returns all resources of a type. */
export function resourcesOf({ Resources }: Template, type: string): readonly Resource[] {
  return Object.values(Resources).filter(({ Type }) => Type === type);
}

/** Returns the logical IDs that a value refers to with `Ref` or `Fn::GetAtt`. */
export function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (key === 'Ref' && typeof inner === 'string') return [inner];
    if (key === 'Fn::GetAtt' && Array.isArray(inner)) return [String(inner[0])];
    return referencesIn(inner);
  });
}
